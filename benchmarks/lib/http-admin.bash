# The admin side of a proxy: where its numbers are read, and how it gets another configuration. To be sourced by http-proxies.bash.
# shellcheck shell=bash disable=SC2034,SC2154

# Whether all get one. Janus has it anyway.
administered=false

# HAProxy as one process in the foreground; administered it has a master, which starts another worker when it reloads.
haproxy_mode=-db

# The functions below use the variables of run_http.

haproxy_admin() {
    if ! $administered; then return; fi
    cat <<CONFIG
frontend admin
    bind 127.0.0.1:$admin
    http-request use-service prometheus-exporter if { path /metrics }
CONFIG
}

nginx_admin() {
    if ! $administered; then return; fi
    cat <<CONFIG
server {
    listen 127.0.0.1:$admin;
    location = /metrics { stub_status; }
}
CONFIG
}

caddy_admin() {
    if $administered; then echo "127.0.0.1:$admin"; else echo off; fi
}

# administration NAME LISTEN PID ADMIN: of one that runs, as options of the program Storm, which are then in the array administration;
# its file of routes is then in $routes_file, and in $reload_signal the signal that makes it read this anew, where there is one.
administration() {
    local home=$dir/$1-$2
    reload_signal=
    case $1 in
        janus | before)
            routes_file=$home/janus.yaml
            administration=(--metrics /q/metrics --expect janus_requests_total --events /janus/api/events --live /janus/api/live
                --apply /janus/api/apply --type application/json)
            ;;
        haproxy)
            routes_file=$home/routes
            reload_signal=USR2
            administration=(--metrics /metrics --expect haproxy_process_requests_total)
            ;;
        nginx)
            routes_file=$home/http.conf
            reload_signal=HUP
            administration=(--metrics /metrics --expect "Active connections")
            ;;
        caddy)
            routes_file=$home/Caddyfile
            administration=(--metrics /metrics --expect go_goroutines --apply /load --type text/caddyfile)
            ;;
    esac
    administration+=(--port "$4")
    if [ -n "$reload_signal" ]; then administration+=(--file "$routes_file" --signal "$reload_signal" --pid "$3"); fi
}
