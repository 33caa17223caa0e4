# Processes, ports and the machine: what every script here needs. To be sourced, from the root of the repository.
# shellcheck shell=bash

# Debian keeps haproxy and nginx where only root looks.
PATH=$PATH:/usr/sbin
janus=${JANUS:-./janus}

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

needs_janus() {
    [ -x "$janus" ] || die "$janus is not there. Set JANUS, or leave janus out."
}

dir=$(mktemp -d)
pids=()

# Ends what was started here, and nothing else.
finish() {
    trap - EXIT INT TERM
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    for pid in "${pids[@]}"; do
        for _ in $(seq 50); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
        kill -KILL "$pid" 2>/dev/null || true
    done
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

listens() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# await_port PORT PID LOG
await_port() {
    for _ in $(seq 300); do
        if listens "$1"; then return; fi
        kill -0 "$2" 2>/dev/null || { cat "$3" >&2; die "process $2 ended before it listened on port $1."; }
        sleep 0.1
    done
    cat "$3" >&2
    die "nothing listens on port $1 after 30 s."
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

# The one worker of an nginx: the master only supervises, its child does the work. It is then in $worker.
nginx_worker() {
    worker=$(tr -d ' ' <"/proc/$1/task/$1/children")
    [ -n "$worker" ] || die "nginx (process $1) has no worker."
}

is_java() {
    [ "$(cat "/proc/$1/comm")" = java ] || die "process $1 is not Janus itself: $janus must end in exec java."
}

# Builds it where it is not built, so that no build runs on the processor of the proxies.
janus_version() {
    "$janus" --version | sed -n "s/^Janus */Janus /p"
}

haproxy_version() {
    haproxy -v | head -1 | cut -d' ' -f1-3
}

nginx_version() {
    nginx -v 2>&1 | sed 's/.*: //'
}

machine() {
    echo "$(uname -sr), $(nproc) processors ($(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)), $(java -version 2>&1 | head -1)"
}

load_before=$(cut -d' ' -f1 /proc/loadavg)
