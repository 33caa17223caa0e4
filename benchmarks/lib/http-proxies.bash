# The HTTP proxies with the same work to do: keep-alive on both sides, endpoints in turn, X-Forwarded-For and X-Forwarded-Proto
# added, no access log, no limit to the requests of a connection. To be sourced, after launchers.bash.
# shellcheck shell=bash disable=SC2034,SC2154

http_proxies="janus haproxy nginx caddy vertx-http-proxy spring-cloud-gateway relay"

# "As many as you like" for servers that have no other way to say so.
unlimited=1000000000

# As many connections as there are clients in the largest workload go to the endpoints, and are kept there.
kept_connections=512

# Of HAProxy and nginx. Janus has its own defaults, and so have the others.
head_timeout=10s
stall_timeout=60s
response_timeout=60s

# How many event loops Janus has, and threads HAProxy.
threads=1

# Lines of YAML for what of Janus is not to be at its default.
listener_keys=
backend_keys=

# shellcheck source=/dev/null
. benchmarks/lib/http-routes.bash
# shellcheck source=/dev/null
. benchmarks/lib/http-admin.bash

# run_http NAME PORT "ENDPOINT_PORT..." CONNECTIONS COMMAND...: starts it and waits for it. The pid of the process that works is
# then in $pid, that of the one to end it in $started, the port of Janus's numbers in $admin, which is 0 for others unless they are
# administered. COMMAND is what runs it, such as taskset.
run_http() {
    local name=$1 listen=$2 endpoints=$3 connections=$4
    local home=$dir/$name-$listen ports
    shift 4
    read -ra ports <<<"$endpoints"
    mkdir -p "$home"
    admin=0
    if $administered; then port; admin=$port; fi
    case $name in
        janus | before) run_http_janus "$@" ;;
        vertx-http-proxy)
            start "$home/log" "$@" "${peer_jvm[@]}" -cp "benchmarks/peers/$name/target/peer.jar:benchmarks/peers/$name/target/lib/*" \
                peer.VertxProxy "$listen" "${ports[@]}"
            ;;
        relay) start "$home/log" "$@" benchmarks/peers/relay/target/relay "$listen" "${ports[@]}" ;;
        *) "run_http_${name//-/_}" "$@" ;;
    esac
    started=$pid
    await_port "$listen" "$pid" "$home/log"
    case $name in
        janus | before) is_java "$pid" ;;
        nginx) nginx_worker "$pid"; pid=$worker ;;
    esac
}

# The functions below use the variables of run_http.

run_http_janus() {
    local endpoint launcher
    launcher=$(launcher "$name")
    if [ "$admin" = 0 ]; then port; admin=$port; fi
    {
        cat <<CONFIG
janus:
  io-threads: $threads
  shutdown: { accept-window: 0s, drain: 1s }
  listeners:
    web:
      bind: "127.0.0.1:$listen"
      protocol: http
      $listener_keys
$(janus_routes)
  backends:
    app:
      $backend_keys
      endpoints:
CONFIG
        for endpoint in $endpoints; do echo "        at-$endpoint: { address: \"127.0.0.1:$endpoint\" }"; done
    } >"$home/janus.yaml"
    start "$home/log" "$@" "$launcher" run --config "$home/janus.yaml" --admin "127.0.0.1:$admin"
}

run_http_haproxy() {
    local endpoint
    {
        # With more than a quarter of its descriptors in use, which many idle clients are, it would stop to reuse connections.
        cat <<CONFIG
global
    nbthread $threads
    maxconn $connections
    tune.pool-low-fd-ratio 80
    tune.pool-high-fd-ratio 90
defaults
    mode http
    option forwardfor
    http-reuse always
    timeout connect 2s
    timeout http-request $head_timeout
    timeout http-keep-alive 75s
    timeout client $stall_timeout
    timeout server $response_timeout
$(haproxy_admin)
$(haproxy_routes)
    balance roundrobin
    http-request set-header X-Forwarded-Proto http
CONFIG
        for endpoint in $endpoints; do echo "    server at-$endpoint 127.0.0.1:$endpoint"; done
    } >"$home/haproxy.cfg"
    start "$home/log" "$@" haproxy "$haproxy_mode" -f "$home/haproxy.cfg"
}

# nginx_start HOME CONNECTIONS COMMAND...: starts an nginx of one worker, whose http block holds HOME/http.conf. The pid of the
# master is then in $pid.
nginx_start() {
    local home=$1 connections=$2
    shift 2
    cat >"$home/nginx.conf" <<CONFIG
daemon off;
worker_processes 1;
pid $home/nginx.pid;
error_log stderr warn;
events { worker_connections $connections; }
http {
    access_log off;
    sendfile on;
    keepalive_requests $unlimited;
    keepalive_timeout 75s;
    client_header_timeout $head_timeout;
    client_body_timeout $stall_timeout;
    proxy_read_timeout $response_timeout;
    client_max_body_size 0;
    client_body_temp_path $home/client;
    proxy_temp_path $home/proxy;
    fastcgi_temp_path $home/fastcgi;
    uwsgi_temp_path $home/uwsgi;
    scgi_temp_path $home/scgi;
    include $home/http.conf;
}
CONFIG
    # When root starts it, its worker is another user, who must reach the files too.
    chmod 755 "$dir" "$home"
    start "$home/log" "$@" nginx -p "$home" -e stderr -c "$home/nginx.conf"
}

run_http_nginx() {
    local endpoint
    {
        echo "upstream app {"
        for endpoint in $endpoints; do echo "    server 127.0.0.1:$endpoint;"; done
        cat <<CONFIG
    keepalive $kept_connections;
    keepalive_requests $unlimited;
    keepalive_timeout 60s;
}
server {
    listen 127.0.0.1:$listen backlog=4096;
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header Host \$http_host;
    proxy_set_header X-Forwarded-For \$proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Proto \$scheme;
$(nginx_routes)
}
$(nginx_admin)
CONFIG
    } >"$home/http.conf"
    # A client of it takes two of its connections.
    nginx_start "$home" $((2 * connections)) "$@"
}

run_http_caddy() {
    local endpoint addresses=
    for endpoint in $endpoints; do addresses+=" 127.0.0.1:$endpoint"; done
    cat >"$home/Caddyfile" <<CONFIG
{
    admin $(caddy_admin)
    auto_https off
}
(app) {
    reverse_proxy$addresses {
        lb_policy round_robin
        transport http {
            keepalive_idle_conns_per_host $kept_connections
        }
    }
}
http://:$listen {
    bind 127.0.0.1
$(caddy_routes)
}
CONFIG
    start "$home/log" "$@" env HOME="$home" XDG_CONFIG_HOME="$home" XDG_DATA_HOME="$home" \
        caddy run --config "$home/Caddyfile" --adapter caddyfile
}

run_http_spring_cloud_gateway() {
    local endpoint instances=()
    for endpoint in $endpoints; do
        instances+=("--spring.cloud.discovery.client.simple.instances.app[${#instances[@]}].uri=http://127.0.0.1:$endpoint")
    done
    start "$home/log" "$@" "${peer_jvm[@]}" -Dreactor.netty.ioWorkerCount=1 -jar "benchmarks/peers/$name/target/peer.jar" \
        --server.port="$listen" "${instances[@]}"
}
