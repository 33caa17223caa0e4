# The endpoints that are measured against: ports of one nginx of one worker. To be sourced, after http-proxies.bash.
# shellcheck shell=bash disable=SC2034,SC2154

# As many ports as endpoints are wanted.
endpoint_count=2

# Every proxy may keep as many connections as the largest workload has clients, each to either.
endpoint_connections=12000

# start_http_endpoints COMMAND...: their ports are then in $endpoint_ports, their files in $files.
start_http_endpoints() {
    local home=$dir/endpoints
    files=$home/files
    mkdir -p "$files" "$home/uploads"
    chmod 777 "$home/uploads"
    head -c 10240 /dev/urandom >"$files/10k"
    head -c $((256 * 1024 * 1024)) /dev/urandom >"$files/256m"
    # Words, not noise: it must shrink, and be long enough to be sent in several chunks.
    seq -f 'line %g of a text that is worth to be compressed' 20000 >"$files/text"
    small=$(printf '%0101d' 0 | tr 0 x)
    free_ports "$endpoint_count"
    endpoint_ports="${free[*]}"
    # Seven headers in the small answer: five of nginx's own, and two more.
    cat >"$home/http.conf" <<CONFIG
proxy_http_version 1.1;
server {
$(printf '    listen 127.0.0.1:%s backlog=4096;\n' "${free[@]}")
    root $files;
    default_type text/plain;
    location = /small {
        add_header Cache-Control "no-cache";
        add_header X-Request-Cost "1";
        return 200 "$small";
    }
    # What the endpoint saw of a request.
    location = /seen { return 200 "\$http_host|\$http_x_forwarded_for|\$http_x_forwarded_proto|\$http_user_agent|\$http_cookie"; }
    location = /connection { return 200 "\$server_port \$connection\n"; }
    location /named/ { return 200 "\$uri\n"; }
    # One of many routes leads to the same as no route.
    location /r/ {
        rewrite ^/r/[0-9]+(/.+) \$1 last;
        rewrite ^ /small last;
    }
    location = /text { gzip on; gzip_types *; gzip_proxied any; }
    # A file is not to be written to: only proxying makes nginx read the body, which it then leaves in a file.
    location = /upload {
        client_body_in_file_only on;
        client_body_temp_path $home/uploads;
        proxy_pass http://127.0.0.1:${free[0]}/small;
        proxy_method GET;
        proxy_pass_request_body off;
        proxy_set_header Content-Length "";
    }
}
CONFIG
    nginx_start "$home" "$endpoint_connections" "$@"
    await_port "${free[0]}" "$pid" "$home/log"
    uploads=$home/uploads
}
