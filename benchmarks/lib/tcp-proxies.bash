# The TCP proxies, each with a listener for either endpoint. To be sourced, after launchers.bash.
# shellcheck shell=bash disable=SC2034,SC2154

tcp_proxies="janus haproxy haproxy-256k nginx-64k nginx-256k"
stream_module=${NGINX_MODULES:-/usr/lib/nginx/modules}/ngx_stream_module.so

# needs_tcp_proxy NAME
needs_tcp_proxy() {
    needs_proxy "$1"
    # Debian builds the stream module as a file to be loaded, others build it in.
    case $1 in
        nginx*) nginx -V 2>&1 | grep -qE -- '--with-stream( |$)' || [ -f "$stream_module" ] ||
            die "nginx has no stream module ($stream_module). Install the package libnginx-mod-stream, set NGINX_MODULES, or leave $1 out with --only." ;;
    esac
}

# run_tcp NAME ECHO_PORT SOURCE_PORT COMMAND...: starts it and waits for it. It listens for the endpoints $ECHO_PORT and
# $SOURCE_PORT on $echo and $source. The pid of the process that works is then in $pid.
run_tcp() {
    local name=$1 echo_endpoint=$2 source_endpoint=$3
    shift 3
    port; echo=$port
    port; source=$port
    local home=$dir/$name-$echo
    mkdir -p "$home"
    case $name in
        janus | before) run_tcp_janus "$@" ;;
        haproxy) run_tcp_haproxy "" "$@" ;;
        haproxy-256k) run_tcp_haproxy "tune.bufsize 262144" "$@" ;;
        nginx-*) run_tcp_nginx "${name#nginx-}" "$@" ;;
    esac
    await_port "$echo" "$pid" "$home/log"
    await_port "$source" "$pid" "$home/log"
    case $name in
        janus | before) is_java "$pid" ;;
        nginx*) nginx_worker "$pid"; pid=$worker ;;
    esac
}

# The functions below use the variables of run_tcp.

run_tcp_janus() {
    local launcher
    launcher=$(launcher "$name")
    port
    cat >"$home/janus.yaml" <<CONFIG
janus:
  io-threads: 1
  shutdown: { accept-window: 0s, drain: 1s }
  listeners:
    echo: { bind: "127.0.0.1:$echo", protocol: tcp, backend: echo }
    source: { bind: "127.0.0.1:$source", protocol: tcp, backend: source }
  backends:
    echo: { endpoints: { one: { address: "127.0.0.1:$echo_endpoint" } } }
    source: { endpoints: { one: { address: "127.0.0.1:$source_endpoint" } } }
CONFIG
    start "$home/log" "$@" "$launcher" run --config "$home/janus.yaml" --admin "127.0.0.1:$port"
}

# run_tcp_haproxy GLOBAL COMMAND...
run_tcp_haproxy() {
    cat >"$home/haproxy.cfg" <<CONFIG
global
    nbthread 1
    maxconn 2000
    $1
defaults
    mode tcp
    timeout connect 2s
    timeout client 1h
    timeout server 1h
listen echo
    bind 127.0.0.1:$echo
    server one 127.0.0.1:$echo_endpoint
listen source
    bind 127.0.0.1:$source
    server one 127.0.0.1:$source_endpoint
CONFIG
    shift
    start "$home/log" "$@" haproxy -db -f "$home/haproxy.cfg"
}

# run_tcp_nginx BUFFER COMMAND...
run_tcp_nginx() {
    {
        if [ -f "$stream_module" ]; then echo "load_module $stream_module;"; fi
        cat <<CONFIG
daemon off;
worker_processes 1;
pid $home/nginx.pid;
error_log stderr warn;
events { worker_connections 2000; }
stream {
    proxy_buffer_size $1;
    proxy_timeout 1h;
    server { listen 127.0.0.1:$echo; proxy_pass 127.0.0.1:$echo_endpoint; }
    server { listen 127.0.0.1:$source; proxy_pass 127.0.0.1:$source_endpoint; }
}
CONFIG
    } >"$home/nginx.conf"
    shift
    start "$home/log" "$@" nginx -p "$home" -e stderr -c "$home/nginx.conf"
}
