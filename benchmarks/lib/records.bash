# What is measured, as lines of JSON: a run, a proxy, a sample. To be sourced, after processes.bash and options.bash.
# README.md beside this folder describes them; report/ makes tables of them.
# shellcheck shell=bash disable=SC2034,SC2154

records=$dir/records

# record KEY VALUE...: a line. What looks like a number is one, but for a version.
record() {
    local line='' value
    while [ $# -gt 0 ]; do
        value=$2
        if [ "$1" = version ] || ! [[ $value =~ ^-?(0|[1-9][0-9]*)(\.[0-9]+)?$ ]]; then
            value=${value//\\/\\\\}
            value="\"${value//\"/\\\"}\""
        fi
        line+="${line:+, }\"$1\": $value"
        shift 2
    done
    printf '{%s}\n' "$line" >>"$records"
}

# record_run NAME HOW: the setting.
record_run() {
    record run "$1" command "$command_line" how "$2${JAVA_OPTS:+; JAVA_OPTS are $JAVA_OPTS}" began "$began" load_average_before "$load_before" \
        kernel "$(uname -sr)" processors "$(nproc)" processor "$(awk -F': ' '/^model name/ { print $2; exit }' /proc/cpuinfo)" \
        memory_mib $(($(sed -n 's/^MemTotal: *\([0-9]*\) kB/\1/p' /proc/meminfo) / 1024)) java "$("$java" -version 2>&1 | sed -n '/ version /{p;q}')"
}

# report FILE...: tables of records or of reports as JSON. Those of --json are written too. Fails when a request failed.
report() {
    java -XX:+UseSerialGC -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -cp "$dir/report" Report ${json:+--json "$json"} "$@"
}

# Before anything is measured: a report that cannot be written would be noticed too late.
prepare_report() {
    needs javac "The report needs a JDK 17 or newer; install the package default-jdk-headless."
    json=$(from_caller "$json")
    if [ -n "$json" ]; then : >"$json" || die "$json cannot be written."; fi
    javac -encoding UTF-8 -d "$dir/report" benchmarks/report/*.java
}
