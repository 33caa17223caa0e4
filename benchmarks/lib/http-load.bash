# The load of HTTP, which is wrk, and what a proxy costs under it. To be sourced, after records.bash.
# shellcheck shell=bash disable=SC2034,SC2154

# What load, checks and endpoints are made of.
needs_http_load() {
    needs wrk "Install the package wrk."
    needs curl "Install the package curl: it asks the proxies before they are measured."
    needs nginx "Install the package nginx: the endpoints are one."
}

# Of each proxy that runs: the process that works, and where it listens.
declare -A pid_of port_of

# A workload is WHAT-CONNECTIONS. What each WHAT asks for; "new" is a new connection for each request.
declare -A path_of=([small]=/small [10k]=/10k [new]=/small)

# wrk_of NAME WORKLOAD SECONDS: the command that loads it is then in the array load. A proxy that hangs ends it soon after.
wrk_of() {
    local what=${2%-*}
    load=("${on_load_cpu[@]}" timeout $(($3 + 10)) wrk -t1 "-c${2##*-}" "-d$3s" -s benchmarks/http-load/request.lua)
    if [ "$what" = new ]; then load+=(-H "Connection: close"); fi
    load+=("http://127.0.0.1:${port_of[$1]}${path_of[$what]}")
}

# run_load NAME WORKLOAD SECONDS: what wrk counted is then in $counted.
run_load() {
    wrk_of "$@"
    run_wrk "$1" "$2"
}

# run_wrk NAME WORKLOAD: runs the command in the array load.
run_wrk() {
    in_background "${load[@]}" >"$dir/wrk" 2>&1 || { cat "$dir/wrk" >&2; die "wrk failed on ${title[$1]}, $2."; }
    counted=$(sed -n 's/^RESULT //p' "$dir/wrk")
    [ -n "$counted" ] || { cat "$dir/wrk" >&2; die "wrk counted nothing on ${title[$1]}, $2."; }
}

# warm_up NAME SECONDS WORKLOAD...: the seconds are shared by the workloads. What is compiled ahead gets a quarter.
warm_up() {
    local name=$1 share=$2 workload
    shift 2
    case $name in haproxy | nginx | caddy | relay) share=$(((share + 3) / 4)) ;; esac
    share=$(((share + $# - 1) / $#))
    for workload in "$@"; do run_load "$name" "$workload" "$share"; done
}

# cpu_ticks PID: user and system time of all its threads, past ones too; fields 14 and 15 of proc(5), in clock ticks.
cpu_ticks() {
    local stat fields
    stat=$(<"/proc/$1/stat")
    # The second field is the name in parentheses and may hold spaces.
    read -ra fields <<<"${stat##*) }"
    user_ticks=${fields[11]}
    system_ticks=${fields[12]}
}

# seconds_of TICKS
seconds_of() {
    awk -v ticks="$1" -v hertz="$(getconf CLK_TCK)" 'BEGIN { printf "%.2f", ticks / hertz }'
}

# measure NAME WORKLOAD ROUND SECONDS: records a sample.
measure() {
    local process=${pid_of[$1]} user system requests took failures p50 p99 p999
    cpu_ticks "$process"
    user=$user_ticks
    system=$system_ticks
    run_load "$1" "$2" "$4"
    cpu_ticks "$process"
    # While it warms up a slow one may not answer within a second, but here it must.
    [ "${counted%% *}" -gt 0 ] || { cat "$dir/wrk" >&2; die "${title[$1]} answered nothing, $2."; }
    read -r requests took failures p50 p99 p999 <<<"$counted"
    record workload "$2" proxy "${title[$1]}" round "$3" work "$requests" failures "$failures" seconds "$took" \
        user_seconds "$(seconds_of $((user_ticks - user)))" system_seconds "$(seconds_of $((system_ticks - system)))" \
        p50_micros "$p50" p99_micros "$p99" p999_micros "$p999" \
        rss_kib "$(sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\) kB/\1/p' "/proc/$process/status")"
}
