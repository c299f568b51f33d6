#!/bin/sh
# Writes signing.json and webhook.json with openssl alone, so that the vectors
# come from a tool that none of our programs share (contract 1.3, 10, 16).
#
#   sh tests/vectors/make.sh           write the two files beside this script
#   sh tests/vectors/make.sh --check   fail if the committed files differ
set -eu
LC_ALL=C
export LC_ALL

here=$(cd "$(dirname "$0")" && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

secret='sandboxSECRET0123456789abcdefABCD'
webhook_secret='whsec_sandbox_0123456789abcdef'

# Standard input -> lower-case hex, hashed or keyed with the text in $1.
sha256_hex() { openssl dgst -sha256 | sed 's/^.*= *//'; }
hmac_hex() { openssl dgst -sha256 -hmac "$1" | sed 's/^.*= *//'; }

# The bodies used here hold no control characters, so two escapes suffice.
json_text() { printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g'; }

# vector ID METHOD PATH TIMESTAMP NONCE BODY
vector() {
    hash=$(printf '%s' "$6" | sha256_hex)
    signature=$(printf '%s\n%s\n%s\n%s\n%s' "$2" "$3" "$4" "$5" "$hash" | hmac_hex "$secret")
    [ "$1" = V1 ] || printf ',\n'
    printf '  {\n'
    printf '    "id": "%s",\n' "$1"
    printf '    "method": "%s",\n' "$2"
    printf '    "path": "%s",\n' "$3"
    printf '    "timestamp": %s,\n' "$4"
    printf '    "nonce": "%s",\n' "$5"
    printf '    "body": "%s",\n' "$(json_text "$6")"
    printf '    "body_sha256": "%s",\n' "$hash"
    printf '    "signature": "%s",\n' "$signature"
    printf '    "secret": "%s"\n' "$secret"
    printf '  }'
}

order='{"product_id":42,"billing_cycle":"monthly"}'
action='{"action":"reboot"}'
webhook='{"url":"https://hooks.example.net/kh?name=M%C3%BCller","note":"Größe ✓"}'
long_nonce='AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'

{
    printf '[\n'
    vector V1 GET  '/v1/me' 1767225600 'AAAAAAAAAAAAAAAAAAAAAA' ''
    vector V2 GET  '/v1/services?page=2&per_page=50&status=active' 1767225601 '00112233445566778899aabbccddeeff' ''
    vector V3 POST '/v1/orders' 1767225602 'ffeeddccbbaa99887766554433221100' "$order"
    vector V4 POST '/v1/services/1001/actions' 1767225603 'Zm9vYmFyLWJhel9xdXV4MTIzNA' "$action"
    vector V5 PUT  '/v1/webhooks' 1767225604 '0123456789abcdef0123456789abcdef' "$webhook"
    vector V6 GET  '/v1/billing/invoices?q=a%20b%2Bc&page=1' 1767225605 "$long_nonce" ''
    vector V7 POST '/cp/kh_reseller_api/v1/orders' 1767225602 'ffeeddccbbaa99887766554433221100' "$order"
    vector V8 GET  '/cp/kh_reseller_api/v1/me' 1767225600 'AAAAAAAAAAAAAAAAAAAAAA' ''
    printf '\n]\n'
} > "$out/signing.json"

event='{"id":"evt_0001","type":"order.paid","created":1767225600,"data":{"object":{"id":5001}}}'
event_time=1767225600
v1=$(printf '%s.%s' "$event_time" "$event" | hmac_hex "$webhook_secret")
{
    printf '{\n'
    printf '  "secret": "%s",\n' "$webhook_secret"
    printf '  "timestamp": %s,\n' "$event_time"
    printf '  "body": "%s",\n' "$(json_text "$event")"
    printf '  "v1": "%s",\n' "$v1"
    printf '  "header": "t=%s,v1=%s"\n' "$event_time" "$v1"
    printf '}\n'
} > "$out/webhook.json"

if [ "${1:-}" = --check ]; then
    cmp "$out/signing.json" "$here/signing.json"
    cmp "$out/webhook.json" "$here/webhook.json"
else
    cp "$out/signing.json" "$out/webhook.json" "$here/"
fi
