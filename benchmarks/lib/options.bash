# Options on the command line, read the same way by every script here. To be sourced first; a script has its own usage().
# shellcheck shell=bash disable=SC2034,SC2154

# Before it is changed by what follows: what the report says was called.
command_line="benchmarks/$(basename "$0")${*:+ $*}"
# The scripts work in the root of the repository, but paths they are given are the caller's.
called_from=$OLDPWD

misused() {
    echo "$0: $*" >&2
    usage >&2
    exit 2
}

# parse "OPTION..." "FLAG..." ARGUMENT...: --warm-up 5 sets warm_up to 5, a flag is set to true. Anything else ends the script.
parse() {
    local options=" $1 " flags=" $2 " name
    shift 2
    while [ $# -gt 0 ]; do
        name=${1#--}
        if [ "$1" = -h ] || [ "$name" = help ]; then
            usage
            exit 0
        elif [[ $1 == --* && $flags == *" $name "* ]]; then
            printf -v "${name//-/_}" true
            shift
        elif [[ $1 == --* && $options == *" $name "* ]]; then
            [ -n "${2:-}" ] || misused "$1 needs a value."
            printf -v "${name//-/_}" %s "$2"
            shift 2
        else
            misused "there is no option $1."
        fi
    done
}

# whole OPTION...: each must be a whole number from 1 on.
whole() {
    local option
    for option in "$@"; do
        local name=${option//-/_}
        [[ ${!name} =~ ^[1-9][0-9]*$ ]] || misused "--$option is ${!name}, and must be a whole number from 1 on."
    done
}

# one_of WHAT NAME "NAME..."
one_of() {
    [[ " $3 " == *" $2 "* ]] || misused "no $1 is named $2. There are: $3."
}

# from_caller PATH: prints it so that it is the same file from here.
from_caller() {
    case $1 in
        /* | '') printf '%s' "$1" ;;
        *) printf '%s/%s' "$called_from" "$1" ;;
    esac
}

# choose_proxies "NAME...": those of --only, of all there are, and "before" where --before names another launcher.
choose_proxies() {
    local name
    only=${only//,/ }
    for name in $only; do one_of proxy "$name" "$1"; done
    choose_before
    if [ -n "$before" ]; then only+=" before"; fi
    [ -n "${only// /}" ] || misused "--only names no proxy."
}

choose_before() {
    before=$(from_caller "$before")
    [ -z "$before" ] || [ -x "$before" ] || misused "--before is $before, which is no launcher of Janus."
}
