# A proxy with a thousand routes, its load at fixed moments, and what happens beside it: nothing, a storm of its control plane, or the same
# processor time burnt. To be sourced, after http-load.bash and http-checks.bash.
# shellcheck shell=bash disable=SC2034,SC2154

phases="quiet storm control"

# The storm's client gives way to the load and the endpoints: it is the proxy that may make requests wait, and not who asks it. So does what
# is burnt in place of the client. Not lower still: a proxy that takes all it can get would keep it from asking.
giving_way=(nice -n 10)

# Client connections of the load: at a rate that leaves half of everything free, few of them are busy at a time.
load_connections=64

# What the storm is made of. Where there are no streams of events, as many more read the numbers.
scrapers=20
streams=20
dashboards=0
reloads_per_second=2
route_count=1000

# What is burnt instead is burnt in bursts as long as those of the storm: its readers come this many milliseconds apart, which is what its
# client works at, and its reloads that many, which is what the proxy works at.
client_period=$((1000 / scrapers))
proxy_period=$((1000 / reloads_per_second))

# only_dashboards: the storm is of nothing but these, which are told something once a second, all at once.
only_dashboards() {
    scrapers=0
    streams=0
    reloads_per_second=0
    client_period=1000
    proxy_period=1000
}

# What must be left of the processor of the load, quiet and in the control, in percent, as in report/Interference.java: with less it is the load that
# is slow, or something else on the machine.
least_idle=5

# How long saturation is looked for, and what the storm does before it is measured, so that what is compiled just in time is.
saturation_seconds=4
rehearsal_seconds=8

# Of each proxy: the port and options of its admin side, its rate, the number of its configuration, and the processors that the storm took
# when it was measured last, of the proxy beyond quiet and of the storm's own client.
declare -A admin_of rate_of generation_of taken_by_proxy taken_by_client quiet_processors

# compile_load: the command of its programs is then in the array program. Their JVM compiles at once and only once, so that it is done with
# it when something is measured.
compile_load() {
    javac -encoding UTF-8 -d "$dir/classes" benchmarks/report/Line.java benchmarks/tcp-load/Latencies.java benchmarks/http-load/*.java \
        benchmarks/interference-load/*.java
    program=("$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$dir/classes")
}

# start_administered NAME: with its routes. All but the first, which is that of the load, or the first so many of them have another path in
# each configuration.
start_administered() {
    routes=$dir/routes
    { echo /r/0; seq -f '/r/%.0f' 1001 $((1000 + route_count - 1)); } >"$routes"
    generation_of[$1]=1
    port; port_of[$1]=$port
    # On both processors: the control plane is not to be kept from any.
    run_http "$1" "${port_of[$1]}" "$endpoint_ports" 4000 env
    pid_of[$1]=$started
    admin_of[$1]=$admin
    administration "$1" "${port_of[$1]}" "$started" "$admin"
    awk -v changed="$changed" '
        match($0, "/r/1[0-9][0-9][0-9]") && substr($0, RSTART + 4, 3) + 0 <= changed {
            $0 = substr($0, 1, RSTART + 2) "GENERATION" substr($0, RSTART + 4)
        }
        { print }' "$routes_file" >"$dir/$1.template"
}

# check_administered NAME: ends the script when it does not do the work.
check_administered() {
    check_http "$1" "${port_of[$1]}" /r/0
    check_generation "$1"
}

# check_generation NAME: the routes of its last configuration lead to the endpoints, and those of the one before nowhere.
check_generation() {
    local url=http://127.0.0.1:${port_of[$1]} generation=${generation_of[$1]} route gone="" last try
    printf -v last %03d "$changed"
    # Who gets a signal does not say when it is done, and HAProxy loses one that comes in the moment when it replaces its master.
    for try in $(seq 100); do
        if [ "$(ask "$url/r/${generation}001" 2>/dev/null || true)" = "$small" ]; then break; fi
        if [ -n "$reload_signal" ] && [ $((try % 30)) = 0 ]; then
            echo "${title[$1]} did not do the last reload; it is told again" >&2
            kill -s "$reload_signal" "${pid_of[$1]}"
        fi
        sleep 0.1
    done
    for route in 001 "$last"; do
        [ "$(ask "$url/r/$generation$route" || true)" = "$small" ] ||
            die_with_log "$1" "${title[$1]} has not the last configuration it got: /r/$generation$route is not answered as it must be."
    done
    # The endpoints have an answer to both, so 404 is the proxy's own. The first configuration is numbered 1: there is none before.
    if [ "$generation" -gt 1 ]; then gone=/r/$((generation - 1))$last; fi
    for route in /small $gone; do
        [ "$(ask_status "$url$route")" = 404 ] || die "${title[$1]} passes on $route, which none of its routes has."
    done
}

# die_with_log NAME MESSAGE: with the last of what the proxy said.
die_with_log() {
    tail -n 20 "$dir/$1-${port_of[$1]}/log" >&2
    die "$2"
}

ask_status() {
    curl --silent --max-time 10 --noproxy '*' -o /dev/null -w '%{http_code}' "$1" || true
}

# find_rate NAME: that share of what goes through it when everything is full.
find_rate() {
    local requests took
    path_of[small]=/r/0/small
    run_load "$1" "small-$load_connections" "$saturation_seconds"
    read -r requests took _ <<<"$counted"
    rate_of[$1]=$(awk -v requests="$requests" -v took="$took" -v share="$share" 'BEGIN { printf "%d", requests / took * share / 100 }')
    [ "${rate_of[$1]}" -gt 0 ] || die "${title[$1]} answered nothing."
    echo "${title[$1]} is asked ${rate_of[$1]} times a second" >&2
}

# await_ready LOG PID
await_ready() {
    for _ in $(seq 300); do
        if grep -qs READY "$1"; then return; fi
        kill -0 "$2" 2>/dev/null || break
        sleep 0.1
    done
    cat "$1" >&2
    die "what was to happen beside the load did not begin."
}

# begin_storm NAME: its pid is then in the array beside.
begin_storm() {
    local readers=$scrapers listeners=$streams
    administration "$1" "${port_of[$1]}" "${pid_of[$1]}" "${admin_of[$1]}"
    if [[ " ${administration[*]} " != *" --events "* ]]; then
        readers=$((scrapers + streams))
        listeners=0
    fi
    start "$dir/storm.log" "${on_load_cpu[@]}" "${giving_way[@]}" "${program[@]}" -Xmx64m Storm "${administration[@]}" --template "$dir/$1.template" \
        --generation "${generation_of[$1]}" --scrapers "$readers" --streams "$listeners" --dashboards "$dashboards" \
        --reloads-per-second "$reloads_per_second"
    beside=("$pid")
    await_ready "$dir/storm.log" "$pid"
}

# end_storm NAME: what it did is then in $stormed.
end_storm() {
    end "${beside[@]}"
    stormed=$(sed -n '/^{/p' "$dir/storm.log")
    [ -n "$stormed" ] || { cat "$dir/storm.log" >&2; die "the storm on ${title[$1]} ended by itself."; }
    # What went wrong first.
    sed '/^{/d; /^READY$/d; s/^/the storm: /' "$dir/storm.log" >&2
    generation_of[$1]=$(field generation <<<"$stormed")
    check_generation "$1"
}

# rehearse NAME: a storm that is not measured, under load. For Janus four times as long and with ten times as many reloads and readings, as many
# as in five minutes of the storm: it is a Janus that has been at it for so long that is measured, and not a compiler at work. What was called
# 5,000 times is compiled for good, and 5,000 readings are 250 seconds of the storm.
rehearse() {
    local reloads_per_second=$reloads_per_second scrapers=$scrapers rehearsal_seconds=$rehearsal_seconds
    case $1 in
        janus | before)
            reloads_per_second=$((10 * reloads_per_second))
            scrapers=$((10 * scrapers))
            rehearsal_seconds=$((4 * rehearsal_seconds))
            ;;
    esac
    begin_storm "$1"
    run_load "$1" "small-8" "$rehearsal_seconds"
    end_storm "$1"
}

# begin_control NAME: the pids of what burns are then in the array beside.
begin_control() {
    beside=()
    burn client "${taken_by_client[$1]:-0}" "$client_period" "${on_load_cpu[@]}" "${giving_way[@]}"
    burn proxy "${taken_by_proxy[$1]:-0}" "$proxy_period" env
}

# burn WHOSE PROCESSORS PERIOD COMMAND...
burn() {
    local whose=$1 processors=$2 period=$3
    shift 3
    start "$dir/burn-$whose.log" "$@" "${program[@]}" -Xmx16m Burn --processors "$processors" --period-millis "$period"
    beside+=("$pid")
    await_ready "$dir/burn-$whose.log" "$pid"
}

# field NAME: the number of that name in a line of JSON.
field() {
    sed -n "s/.*\"$1\": \([-0-9.]*\).*/\1/p"
}

# per_second SAMPLE FIELD...: the sum of the fields, in processors.
per_second() {
    local sample=$1 name
    shift
    for name in "$@" seconds; do field "$name" <<<"$sample"; done |
        awk '{ sum += last; last = $1 } END { printf "%.4f", sum / last }'
}

# measure_phase NAME PHASE ROUND SECONDS: records a sample.
measure_phase() {
    local sample stormed='' processors
    beside=()
    case $2 in
        storm) begin_storm "$1" ;;
        control) begin_control "$1" ;;
    esac
    # Its own lead-in and what it waits for at last take less than the rest of the time limit.
    in_background timeout $(($4 + 30)) "${on_load_cpu[@]}" "${program[@]}" -Xms96m -Xmx96m OpenLoop --port "${port_of[$1]}" \
        --path /r/0/small --body "$small" --connections "$load_connections" --rate "${rate_of[$1]}" --seconds "$4" --pid "${pid_of[$1]}" \
        --processor "$load_cpu" --beside "$(IFS=,; echo "${beside[*]}")" --ticks-per-second "$(getconf CLK_TCK)" --workload "interference-$2" \
        --proxy "${title[$1]}" --round "$3" >"$dir/sample" || die "the load of ${title[$1]} failed, $2."
    case $2 in
        storm) end_storm "$1" ;;
        control) end "${beside[@]}" ;;
    esac
    sample=$(cat "$dir/sample")
    if [ -n "$stormed" ]; then sample="${sample%\}}, ${stormed#\{}"; fi
    echo "$sample" >>"$records"
    if [ "$2" != storm ] && [ "$(field idle_percent <<<"$sample" | cut -d. -f1)" -lt "$least_idle" ]; then
        echo "${title[$1]}, round $3: the processor of the load was full, $2, so the round does not count" >&2
    fi
    processors=$(per_second "$sample" user_seconds system_seconds)
    case $2 in
        quiet) quiet_processors[$1]=$processors ;;
        storm)
            taken_by_proxy[$1]=$(awk -v storm="$processors" -v quiet="${quiet_processors[$1]}" '
                BEGIN { printf "%.4f", (storm > quiet) ? storm - quiet : 0 }')
            taken_by_client[$1]=$(per_second "$sample" beside_seconds)
            ;;
    esac
}

# in_order ROUND: the phases, in the order of every other round. What the control burns is what the last storm before it took.
in_order() {
    if [ $(($1 % 2)) = 1 ]; then echo "quiet storm control"; else echo "control storm quiet"; fi
}
