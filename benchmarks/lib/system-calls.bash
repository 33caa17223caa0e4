# Which system calls a process makes while it is loaded. To be sourced, after processes.bash.
# shellcheck shell=bash disable=SC2034,SC2154

# What a proxy may call while it works; perf is asked for each that this kernel has. All others together are "other".
candidates="read write readv writev recvfrom sendto recvmsg sendmsg epoll_wait epoll_pwait epoll_pwait2 epoll_ctl accept accept4
    close socket connect shutdown getsockopt setsockopt getsockname getpeername fcntl ioctl sendfile splice futex sched_yield
    madvise mprotect mmap munmap clock_gettime clock_nanosleep timerfd_settime io_uring_enter"

# counter is then perf or strace. perf counts in the kernel and hardly slows the process. strace stops it twice at each call, which makes
# waiting calls such as epoll_wait rarer or more frequent than they are.
choose_counter() {
    if command -v perf >/dev/null && perf stat -e raw_syscalls:sys_enter true >/dev/null 2>&1; then
        counter=perf
        local known name
        known=$(perf list 'syscalls:sys_enter_*' 2>/dev/null | grep -o 'sys_enter_[a-z0-9_]*' || true)
        events=raw_syscalls:sys_enter
        for name in $candidates; do
            if grep -qx "sys_enter_$name" <<<"$known"; then events+=,syscalls:sys_enter_$name; fi
        done
    else
        needs strace "Install the package strace or perf, or run as a user who may trace."
        counter=strace
    fi
}

# count_calls PID COMMAND...: runs the command. $dir/calls then holds a line "name calls" for each system call of the process.
count_calls() {
    "count_with_$counter" "$@"
}

count_with_perf() {
    local process=$1
    shift
    perf stat -x, -o "$dir/perf" -e "$events" -p "$process" -- "$@" &
    pids+=($!)
    await_last || die "perf could not count the system calls of process $process."
    awk -F, '$3 == "raw_syscalls:sys_enter" { other = $1 } $3 ~ /^syscalls:/ { sub(/.*sys_enter_/, "", $3); print $3, $1; named += $1 }
        END { print "other", other - named }' "$dir/perf" >"$dir/calls"
}

count_with_strace() {
    local process=$1 strace
    shift
    start "$dir/strace.log" strace -c -f -o "$dir/strace" -p "$process"
    strace=$pid
    for _ in $(seq 100); do grep -q '^TracerPid:[[:space:]]*[1-9]' "/proc/$process/status" && break; sleep 0.1; done
    grep -q '^TracerPid:[[:space:]]*[1-9]' "/proc/$process/status" || { cat "$dir/strace.log" >&2; die "strace did not attach to process $process."; }
    "$@" &
    pids+=($!)
    await_last || die "the load failed while strace counted."
    kill "$strace"
    # It ends by the signal that made it print.
    await_last || true
    awk '$4 ~ /^[0-9]+$/ && $NF != "total" { print $NF, $4 }' "$dir/strace" >"$dir/calls"
}
