# Small and large of what may grow: how the proxies run, what they are asked before, and what a request costs. To be sourced, after
# http-load.bash and http-checks.bash.
# shellcheck shell=bash disable=SC2034,SC2154

# A workload is WHAT-SIZE. Those of a scaling follow one another in a round, so that a slow minute of the machine hits both.
declare -A workloads_of=(
    [endpoints]="endpoints-3 endpoints-1000" [routes]="routes-1 routes-10000" [connections]="connections-64 connections-5000"
    [loops]="loops-1 loops-2"
)

# For a client connection and one to an endpoint for each of the most that are opened, with room.
connections=6000

# Client connections where their number is not what grows.
usual_connections=64

# Connections are opened and pools filled meanwhile, also those for 5,000 clients and to 1,000 endpoints.
ramp=1

# instance_of NAME WORKLOAD: what of the proxy is loaded there. It is the same one for few and for many connections.
instance_of() {
    case $2 in
        connections-*) echo "$1@connections" ;;
        *) echo "$1@$2" ;;
    esac
}

# instances_of SCALING
instances_of() {
    local workload
    for workload in ${workloads_of[$1]}; do instance_of "" "$workload"; done | uniq
}

# run_instance NAME @INSTANCE
run_instance() {
    local name=$1 instance=$1$2 endpoints command=("${on_proxy_cpu[@]}") all
    read -ra all <<<"$endpoint_ports"
    endpoints="${all[*]:0:2}"
    threads=1 routes=
    case $2 in
        @endpoints-*) endpoints="${all[*]:0:${2#@endpoints-}}" ;;
        @routes-1)
            routes=$dir/routes-1
            echo / >"$routes"
            ;;
        @routes-*)
            routes=$dir/${2#@}
            seq -f '/r/%.0f' 0 $((${2#@routes-} - 1)) >"$routes"
            ;;
        @loops-*)
            threads=${2#@loops-}
            command=(env)
            ;;
    esac
    port; port_of["$instance"]=$port
    run_http "$name" "$port" "$endpoints" "$connections" "${command[@]}"
    pid_of["$instance"]=$pid
    title["$instance"]="${title[$name]} (${2#@})"
}

# check_instance NAME @INSTANCE: ends the script when it does not do the work, or not the whole of what grows.
check_instance() {
    local instance=$1$2
    case $2 in
        @endpoints-*)
            check_http "$instance" "${port_of[$instance]}" "" "${http_checks% kept_connections}"
            check_spread "$instance" "${2#@endpoints-}"
            ;;
        @routes-1)
            check_http "$instance" "${port_of[$instance]}"
            check_routes "$instance" 10000
            ;;
        @routes-*)
            check_http "$instance" "${port_of[$instance]}" "/r/$((${2#@routes-} / 2))"
            check_routes "$instance" "${2#@routes-}"
            check_no_route "$instance"
            ;;
        *) check_http "$instance" "${port_of[$instance]}" ;;
    esac
}

# check_spread INSTANCE ENDPOINTS: nine of ten must have answered. By chance one of fifty is left out when each has four requests.
check_spread() {
    local answered
    answered=$(ask "http://127.0.0.1:${port_of[$1]}/connection?[1-$((4 * $2 + 100))]" | cut -d' ' -f1 | sort -u | wc -l)
    [ "$answered" -ge $(((9 * $2 + 9) / 10)) ] || die "of $2 endpoints only $answered answered through ${title[$1]}: it would not be measured with all."
    echo "${title[$1]} has answers of $answered endpoints" >&2
}

# check_routes INSTANCE ROUTES: the first, the one in the middle and the last.
check_routes() {
    local route
    for route in 0 $(($2 / 2)) $(($2 - 1)); do
        [ "$(ask "http://127.0.0.1:${port_of[$1]}/r/$route")" = "$small" ] || die "/r/$route is not answered as it must be through ${title[$1]}."
    done
}

# check_no_route INSTANCE: what no route has is answered by the proxy itself, and so never by an endpoint.
check_no_route() {
    local answer own=no_route
    case $1 in haproxy@*) own= ;; esac
    answer=$(curl --silent --max-time 10 --noproxy '*' --include "http://127.0.0.1:${port_of[$1]}/unknown")
    [[ $answer == "HTTP/1.1 404 "*"$own"* && $answer != *nginx* ]] || die "${title[$1]} does not answer 404 where there is no route, but: $answer"
}

# steady_load INSTANCE WORKLOAD RAMP SECONDS: the command that loads it is then in the array load, as in http-load.bash.
steady_load() {
    local many=$usual_connections paths=0 path=/small
    case $2 in
        connections-*) many=${2#connections-} ;;
        # The same for both, or different requests would be compared.
        routes-*) paths=10000 ;;
    esac
    load=("${on_load_cpu[@]}" timeout $(($3 + $4 + 10)) wrk -t1 "-c$many" "-d$(($3 + $4))s" -s benchmarks/http-load/steady.lua
        "http://127.0.0.1:${port_of[$1]}$path" -- "${pid_of[$1]}" "$3" "$paths")
}

# warm_up_instance NAME @INSTANCE SECONDS WORKLOAD...: the seconds are shared by the workloads. What is compiled ahead gets a quarter.
warm_up_instance() {
    local name=$1 instance=$1$2 share=$3 workload
    shift 3
    if [ "$name" = haproxy ]; then share=$(((share + 3) / 4)); fi
    share=$(((share + $# - 1) / $#))
    for workload in "$@"; do
        steady_load "$instance" "$workload" 0 "$share"
        run_wrk "$instance" "$workload"
    done
}

# measure_steady NAME WORKLOAD ROUND SECONDS: records a sample.
measure_steady() {
    local instance requests took failures p50 p99 p999 user system
    instance=$(instance_of "$1" "$2")
    steady_load "$instance" "$2" "$ramp" "$4"
    run_wrk "$instance" "$2"
    read -r requests took failures p50 p99 p999 user system <<<"$counted"
    [ "$requests" -gt 0 ] || die "${title[$instance]} answered nothing."
    record workload "$2" proxy "${title[$1]}" round "$3" work "$requests" failures "$failures" seconds "$took" \
        user_seconds "$(seconds_of "$user")" system_seconds "$(seconds_of "$system")" \
        p50_micros "$p50" p99_micros "$p99" p999_micros "$p999" \
        rss_kib "$(sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\) kB/\1/p' "/proc/${pid_of[$instance]}/status")"
}
