# Processes, ports and the machine: what every script here needs. To be sourced, from the root of the repository.
# shellcheck shell=bash disable=SC2034,SC2154

# Debian keeps haproxy and nginx where only root looks.
PATH=$PATH:/usr/sbin

# Of all that is measured: proxies have a processor, and load and endpoints have another.
proxy_cpu=0
load_cpu=1
on_proxy_cpu=(taskset -c "$proxy_cpu") on_load_cpu=(taskset -c "$load_cpu")

die() {
    echo "$0: $*" >&2
    exit 1
}

# needs COMMAND ADVICE
needs() {
    command -v "$1" >/dev/null || die "$1 is not installed. $2"
}

needs_two_processors() {
    needs taskset "It is in the package util-linux."
    [ "$(nproc)" -ge 2 ] || die "two processors are needed, one for the proxies and one for the load; there is $(nproc)."
}

load_before=$(cut -d' ' -f1 /proc/loadavg) began=$(date -u +%FT%TZ)
# needs_descriptors NUMBER: in one process. Some proxies raise their own limit, others rely on who starts them.
needs_descriptors() {
    ulimit -Sn "$(ulimit -Hn)"
    [ "$(ulimit -n)" = unlimited ] || [ "$(ulimit -n)" -ge "$1" ] || die "$1 file descriptors are needed; the limit is $(ulimit -n). Raise it."
}

dir=$(mktemp -d)
pids=()

# A process and all below it.
tree() {
    local child
    echo "$1"
    # It may be gone by now.
    { cat "/proc/$1/task/"*/children 2>/dev/null || true; } | tr ' ' '\n' | while read -r child; do tree "$child"; done
}

# end PID...: ends those and what they started, at last by force. They are forgotten then: another may get their numbers.
end() {
    local all pid
    all=$(for pid in "$@"; do tree "$pid"; done)
    for pid in "${!pids[@]}"; do
        if [[ " $* " == *" ${pids[pid]} "* ]]; then unset 'pids[pid]'; fi
    done
    for pid in $all; do kill "$pid" 2>/dev/null || true; done
    for pid in $all; do
        for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
        kill -KILL "$pid" 2>/dev/null || true
    done
}

# Ends what was started here, and nothing else.
finish() {
    # Whatever fails here, the rest is still to be ended.
    set +e
    trap - EXIT
    trap '' INT TERM
    end "${pids[@]}"
    rm -rf "$dir"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# start LOG COMMAND...: runs it in the background; its pid is then in $pid.
start() {
    local log=$1
    shift
    "$@" >"$log" 2>&1 </dev/null &
    pid=$!
    pids+=("$pid")
}

# Waits for the process that was started last, so that a signal to the script is heeded at once.
await_last() {
    local last=${pids[-1]} status=0
    wait "$last" || status=$?
    unset 'pids[-1]'
    return "$status"
}

# in_background COMMAND...: runs it so that a signal to the script is heeded at once.
in_background() {
    "$@" &
    pids+=($!)
    await_last
}

listens() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# await_port PORT PID LOG
await_port() {
    # Several JVMs at once on one processor take their time.
    for _ in $(seq 3000); do
        if listens "$1"; then return; fi
        kill -0 "$2" 2>/dev/null || { cat "$3" >&2; die "process $2 ended before it listened on port $1."; }
        sleep 0.02
    done
    cat "$3" >&2
    die "nothing listens on port $1 after 60 s."
}

# Anywhere from 20,000 to 30,000: below the range that Linux takes ports of outgoing connections from, so that none of these
# is in the way until somebody listens there.
next_port=$((20000 + RANDOM % 10000))

# The next port that nobody listens on; it is then in $port.
port() {
    while listens "$next_port"; do next_port=$((next_port + 1)); done
    port=$next_port
    next_port=$((next_port + 1))
}

# free_ports COUNT: so many of them; they are then in the array free. To ask at each, as above, would take seconds for a thousand.
free_ports() {
    local address state
    local -A taken=()
    while read -r _ address _ state _; do
        # 0A is LISTEN; the port is behind the last colon of the address.
        if [ "$state" = 0A ]; then taken[$((16#${address##*:}))]=1; fi
    done < <(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null)
    free=()
    while [ ${#free[@]} -lt "$1" ]; do
        if [ -z "${taken[$next_port]:-}" ]; then free+=("$next_port"); fi
        next_port=$((next_port + 1))
    done
}

# The one worker of an nginx: the master only supervises, its child does the work. It is then in $worker.
nginx_worker() {
    worker=$(tr -d ' ' <"/proc/$1/task/$1/children")
    [ -n "$worker" ] || die "nginx (process $1) has no worker."
}
