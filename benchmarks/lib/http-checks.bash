# Whether a proxy does the work: what does less is not measured. To be sourced, after http-endpoints.bash.
# shellcheck shell=bash disable=SC2034,SC2154

http_checks="small_body file large_file upload_with_length upload_chunked compressed head pipelined seen kept_connections"

# check_http NAME PORT [PREFIX [CHECKS]]: ends the script when an answer is not what the endpoints have for it. All of the endpoints
# is asked for behind the prefix of the path.
check_http() {
    local name=${title[$1]} url=http://127.0.0.1:$2${3:-} check
    checked=$1 checked_port=$2 checked_prefix=${3:-}
    for check in ${4:-$http_checks}; do
        # In the background: before an || the shell would not heed set -e.
        (set -e; "check_$check" "$url") >"$dir/check.log" 2>&1 &
        pids+=($!)
        await_last || {
            cat "$dir/check.log" >&2
            die "$name fails the check ${check//_/ }: it would not be measured at equal work."
        }
    done
    echo "$name does the work" >&2
}

# Nothing here takes longer than the large file, which a slow machine passes in a few seconds.
ask() {
    curl --silent --show-error --fail --max-time 60 --noproxy '*' "$@"
}

equal() {
    [ "$1" = "$2" ] || { echo "expected: $2"; echo "but was:  $1"; return 1; }
}

check_small_body() {
    equal "$(ask "$1/small")" "$small"
}

check_file() {
    ask "$1/10k" | cmp - "$files/10k"
}

check_large_file() {
    ask "$1/256m" | cmp - "$files/256m"
}

check_upload_with_length() {
    upload "$1" -H "Content-Type: application/octet-stream"
}

check_upload_chunked() {
    upload "$1" -H "Content-Type: application/octet-stream" -H "Transfer-Encoding: chunked"
}

# 1 MiB. What arrived is the one file that nginx left.
upload() {
    local url=$1
    shift
    find "$uploads" -type f -delete
    head -c $((1024 * 1024)) "$files/256m" >"$dir/sent"
    equal "$(ask -X POST "$@" -H "Expect:" --data-binary "@$dir/sent" "$url/upload")" "$small"
    find "$uploads" -type f -exec cmp "$dir/sent" {} +
    equal "$(find "$uploads" -type f | wc -l)" 1
}

check_compressed() {
    ask -D "$dir/head" -H "Accept-Encoding: gzip" "$1/text" | gzip -dc | cmp - "$files/text"
    grep -qi '^content-encoding: gzip' "$dir/head"
    grep -qi '^transfer-encoding: chunked' "$dir/head"
}

# The second request shows that nobody waits for the body, and that none came.
check_head() {
    equal "$(ask --head -w '%{num_connects}\n' "$1/10k" "$1/10k" | tr -d '\r' | grep -iE '^(content-length|[0-9])' | tr '\n' ' ' |
        tr '[:upper:]' '[:lower:]')" "content-length: 10240 1 content-length: 10240 0 "
}

check_pipelined() {
    local connection
    exec {connection}<>"/dev/tcp/127.0.0.1/$checked_port"
    printf "GET $checked_prefix/named/%d HTTP/1.1\r\nHost: a\r\n\r\n" 1 2 3 >&"$connection"
    equal "$(timeout 10 grep -m 3 -o '^/named/.*' <&"$connection" | tr '\n' ' ')" "/named/1 /named/2 /named/3 "
}

# The relay looks at nothing, so it cannot add anything.
check_seen() {
    local forwarded="127.0.0.1|http"
    if [ "$checked" = relay ]; then forwarded="|"; fi
    equal "$(ask -A agent -H "Host: example.com" -b "a=b" "$1/seen")" "example.com|$forwarded|agent|a=b"
}

# Both endpoints are used, each over one connection: 40 requests on one client connection, and as many on another.
check_kept_connections() {
    local urls=() i
    for i in {1..40}; do urls+=("$1/connection"); done
    { ask "${urls[@]}"; ask "${urls[@]}"; } >"$dir/connections"
    equal "$(wc -l <"$dir/connections")" 80
    equal "$(cut -d' ' -f1 "$dir/connections" | sort -u | wc -l)" 2
    # One more for each is allowed, to a proxy that does not give a new client an old connection.
    [ "$(sort -u "$dir/connections" | wc -l)" -le 4 ] || { echo "connections to the endpoints are not kept:"; sort "$dir/connections" | uniq -c; return 1; }
}
