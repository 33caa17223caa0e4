# What of all requests goes to the endpoints. To be sourced by http-proxies.bash, from the root of the repository.
# shellcheck shell=bash disable=SC2034,SC2154

# All, or of a file with a path on each line those that begin with one.
routes=

# The functions below use the variables of run_http.

# Those of its listener.
janus_routes() {
    if [ -z "$routes" ]; then echo "      backend: app"; return; fi
    echo "      routes:"
    sed 's|.*|        - { match: { path: & }, backend: app }|' "$routes"
}

# Up to the section that has the endpoints. It looks a path up in a map by its longest beginning, which is a tree of bits.
haproxy_routes() {
    if [ -z "$routes" ]; then printf 'listen web\n    bind 127.0.0.1:%s' "$listen"; return; fi
    sed 's/$/ app/' "$routes" >"$home/routes"
    cat <<CONFIG
frontend web
    bind 127.0.0.1:$listen
    use_backend %[path,map_beg($home/routes)]
    default_backend none
backend none
    http-request return status 404
backend app
CONFIG
}

# A tree of path beginnings.
nginx_routes() {
    if [ -z "$routes" ]; then echo "    location / { proxy_pass http://app; }"; return; fi
    sed 's|.*|    location & { proxy_pass http://app; }|' "$routes"
    echo "    location / { return 404; }"
}

# It looks at one after the other, in the order of the file, and each has a reverse proxy of its own.
caddy_routes() {
    if [ -z "$routes" ]; then echo "    import app"; return; fi
    echo "    route {"
    sed 's|.*|        handle &* {\n            import app\n        }|' "$routes"
    printf '        respond 404\n    }\n'
}
