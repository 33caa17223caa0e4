# Janus, HAProxy and nginx as HTTP proxies with the same work to do: keep-alive on both sides, X-Forwarded-For and
# X-Forwarded-Proto added, no access log, no limit to the requests of a connection. To be sourced, after processes.bash.
# shellcheck shell=bash disable=SC2154

# "As many as you like" for servers that have no other way to say so.
unlimited=1000000000

# Of HAProxy and nginx. Janus has its own defaults.
head_timeout=10s
stall_timeout=60s
response_timeout=60s

# run_http_janus PORT ADMIN_PORT "ENDPOINT_PORT..." "LISTENER_KEYS" "BACKEND_KEYS" COMMAND...: the keys are lines of YAML for what
# is not to be at its default; COMMAND is what runs it, such as taskset.
run_http_janus() {
    local listen=$1 admin=$2 endpoints=$3 listener=$4 backend=$5 endpoint
    shift 5
    {
        cat <<CONFIG
janus:
  io-threads: 1
  shutdown: { accept-window: 0s, drain: 1s }
  listeners:
    web:
      bind: "127.0.0.1:$listen"
      protocol: http
      backend: app
      $listener
  backends:
    app:
      $backend
      endpoints:
CONFIG
        for endpoint in $endpoints; do echo "        at-$endpoint: { address: \"127.0.0.1:$endpoint\" }"; done
    } >"$dir/janus-$listen.yaml"
    start "$dir/janus-$listen.log" "$@" "$janus" run --config "$dir/janus-$listen.yaml" --admin "127.0.0.1:$admin"
    await_port "$listen" "$pid" "$dir/janus-$listen.log"
    is_java "$pid"
}

# run_http_haproxy PORT "ENDPOINT_PORT..." CONNECTIONS COMMAND...
run_http_haproxy() {
    local listen=$1 endpoints=$2 connections=$3 endpoint
    shift 3
    {
        # With more than a quarter of its descriptors in use, which many idle clients are, it would stop to reuse connections.
        cat <<CONFIG
global
    nbthread 1
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
listen web
    bind 127.0.0.1:$listen
    balance roundrobin
    http-request set-header X-Forwarded-Proto http
CONFIG
        for endpoint in $endpoints; do echo "    server at-$endpoint 127.0.0.1:$endpoint"; done
    } >"$dir/haproxy.cfg"
    start "$dir/haproxy.log" "$@" haproxy -db -f "$dir/haproxy.cfg"
    await_port "$listen" "$pid" "$dir/haproxy.log"
}

# nginx_start HOME CONNECTIONS COMMAND...: starts an nginx of one worker, whose http block holds HOME/http.conf. The pid of the
# worker is then in $worker, that of the master in $pid.
nginx_start() {
    local home=$1 connections=$2
    shift 2
    cat >"$home/nginx.conf" <<CONFIG
daemon off;
worker_processes 1;
pid $home/nginx.pid;
error_log $home/error.log warn;
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
    start "$home/out.log" "$@" nginx -p "$home" -e "$home/error.log" -c "$home/nginx.conf"
}

# run_http_nginx PORT "ENDPOINT_PORT..." CONNECTIONS COMMAND...
run_http_nginx() {
    local listen=$1 endpoints=$2 connections=$3 endpoint home=$dir/nginx
    shift 3
    mkdir -p "$home"
    {
        echo "upstream app {"
        for endpoint in $endpoints; do echo "    server 127.0.0.1:$endpoint;"; done
        cat <<CONFIG
    keepalive 256;
    keepalive_requests $unlimited;
    keepalive_timeout 60s;
}
server {
    listen 127.0.0.1:$listen backlog=4096;
    location / {
        proxy_pass http://app;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host \$http_host;
        proxy_set_header X-Forwarded-For \$proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Proto \$scheme;
    }
}
CONFIG
    } >"$home/http.conf"
    nginx_start "$home" "$connections" "$@"
    await_port "$listen" "$pid" "$home/error.log"
    nginx_worker "$pid"
}
