# Which programs the proxies are, for HTTP and TCP alike. To be sourced, after processes.bash.
# shellcheck shell=bash disable=SC2034,SC2154

janus=${JANUS:-./janus}

declare -A title=(
    [janus]=Janus [before]=Janus-before [haproxy]=HAProxy [haproxy-256k]="HAProxy 256K" [nginx]=nginx [nginx-64k]="nginx 64K"
    [nginx-256k]="nginx 256K" [caddy]=Caddy [vertx-http-proxy]=vertx-http-proxy [spring-cloud-gateway]="Spring Cloud Gateway"
    [relay]="relay (floor)"
)

# The one that ./janus takes, so that all JVMs are the same.
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

# As one core that they have to themselves is served best.
peer_jvm=("$java" -XX:+UseSerialGC -Xms256m -Xmx256m)

# needs_proxy NAME: ends the script with advice when it cannot be started.
needs_proxy() {
    local without="or leave $1 out with --only"
    case $1 in
        janus) [ -x "$janus" ] || die "$janus is not there. Set JANUS, $without." ;;
        before) ;;
        haproxy*) needs haproxy "Install the package haproxy, $without." ;;
        nginx*) needs nginx "Install the package nginx, $without." ;;
        caddy) needs caddy "Install the package caddy, $without." ;;
        relay) needs cc "Install the package gcc, $without." ;;
        *) needs mvn "Install the package maven, $without." ;;
    esac
}

# launcher NAME: that of Janus, or the one of --before.
launcher() {
    if [ "$1" = before ]; then echo "$before"; else echo "$janus"; fi
}

# prepare_proxy NAME: builds it where it is to be built, so that no build runs on the processor of the proxies, and records its version.
prepare_proxy() {
    local version
    case $1 in
        janus | before) version=$("$(launcher "$1")" --version | sed -n "s/^Janus *//p") ;;
        haproxy*) version=$(haproxy -v | sed -n 1p | cut -d' ' -f3) ;;
        nginx*) version=$(nginx -v 2>&1 | sed 's/.*nginx.//') ;;
        caddy) version=$(caddy version | cut -d' ' -f1) ;;
        relay)
            mkdir -p benchmarks/peers/relay/target
            cc -O2 -Wall -Wextra -o benchmarks/peers/relay/target/relay benchmarks/peers/relay/relay.c || die "the relay cannot be compiled."
            version="$(cc --version | sed -n 1p), -O2"
            ;;
        *)
            build_peer "$1"
            version="$(peer_version "$1"), ${peer_jvm[*]}"
            ;;
    esac
    record proxy "${title[$1]}" version "$version"
}

# build_peer NAME: with Maven, where it is older than its sources.
build_peer() {
    local peer=benchmarks/peers/$1
    if [ -e "$peer/target/peer.jar" ] && [ -z "$(find "$peer/pom.xml" "$peer/src" -newer "$peer/target/peer.jar")" ]; then return; fi
    echo "building $peer" >&2
    start "$dir/build.log" mvn -B -ntp -q -Dstyle.color=never -f "$peer/pom.xml" package
    await_last || { cat "$dir/build.log" >&2; die "$peer cannot be built. Leave it out with --only."; }
}

# peer_version NAME: of the library that it is made of.
peer_version() {
    case $1 in
        vertx-http-proxy) find benchmarks/peers/vertx-http-proxy/target/lib -name 'vertx-http-proxy-*.jar' ;;
        spring-cloud-gateway) jar --list --file benchmarks/peers/spring-cloud-gateway/target/peer.jar | grep 'spring-cloud-gateway-server-webflux-' ;;
    esac | sed 's/.*-\([0-9][^-]*\)\.jar$/\1/'
}

is_java() {
    [ "$(cat "/proc/$1/comm")" = java ] || die "process $1 is not Janus itself: its launcher must end in exec java."
}
