#!/bin/sh
# Writes audit.json with openssl alone: the bytes of three entries and their
# seals, as src-tauri/crates/audit/src/canonical.rs describes them.
#
#   sh tests/vectors/audit.sh           write the file beside this script
#   sh tests/vectors/audit.sh --check   fail if the committed file differs
set -eu
LC_ALL=C
export LC_ALL

here=$(cd "$(dirname "$0")" && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

key='000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'
domain='kernelhost reseller console, audit chain, form 1'
naming='kernelhost reseller console, audit key'

# Text -> hex, and hex -> bytes.
hex() { printf '%s' "$1" | od -An -v -tx1 | tr -d ' \n'; }
bytes() {
    text=$1
    while [ -n "$text" ]; do
        rest=${text#??}
        # shellcheck disable=SC2059
        printf "$(printf '\\%03o' "0x${text%"$rest"}")"
        text=$rest
    done
}
hmac_hex() { bytes "$1" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" | sed 's/^.*= *//'; }
sha256_hex() { bytes "$1" | openssl dgst -sha256 | sed 's/^.*= *//'; }

# The section: eight bytes that name the key, then eight of chance.
chain=$(sha256_hex "$(hex "$naming")$key" | cut -c1-16)0707070707070707

# A text as it is sealed: 00, or 01, the length and the bytes.
sealed() {
    if [ "$1" = - ]; then
        printf '00'
    else
        text=$(hex "$1")
        printf '01%08x%s' $((${#text} / 2)) "$text"
    fi
}

# entry SEQ AT MAC_BEFORE PROFILE KEY ACT TARGET NAME REASON MONEY REQUEST INTENT OUTCOME CODE
entry() {
    seq=$1 at=$2 before=$3
    shift 3
    canonical=$(printf '01%016x%016x' "$seq" "$at")
    for text in "$@"; do
        canonical=$canonical$(sealed "$text")
    done
    mac=$(hmac_hex "$(hex "$domain")$chain$before$canonical")
    [ "$seq" = 1 ] || printf ',\n'
    printf '    {\n      "seq": %s,\n      "at": %s,\n      "texts": [' "$seq" "$at"
    comma=
    for text in "$@"; do
        printf '%s' "$comma"
        if [ "$text" = - ]; then printf 'null'; else printf '"%s"' "$text"; fi
        comma=', '
    done
    printf '],\n      "canonical": "%s",\n      "mac": "%s"\n    }' "$canonical" "$mac"
    printf '%s' "$mac" >"$out/mac"
}

{
    printf '{\n  "key": "%s",\n  "chain": "%s",\n  "entries": [\n' "$key" "$chain"
    zero=0000000000000000000000000000000000000000000000000000000000000000
    entry 1 1767225600000000 $zero - - chain.begun - - - - - - done first
    entry 2 1767225601000001 "$(cat "$out/mac")" prf-1 kh_live_SIMAAAAAAAAAAAAAAAAAAAAAAAAAAAAA \
        order.place 42 'KVM L, Müller' - '18.90 EUR' 01KAT6X9REQUEST ord-01KAT6VK begun -
    entry 3 -1 "$(cat "$out/mac")" - - credentials.read 1001 '' 'Kunde fragt – Ticket 2291' - - - refused credentials.missing_scope
    printf '\n  ]\n}\n'
} >"$out/audit.json"

if [ "${1:-}" = --check ]; then
    cmp "$out/audit.json" "$here/audit.json"
else
    cp "$out/audit.json" "$here/audit.json"
fi
