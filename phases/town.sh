# A customer, an owner, a rider and a store to try things with. It knows the public API alone, and so
# is the same in every phase. Read it into a bash: `source phases/town.sh`. It needs curl and jq.

url=${BAEDAL_URL:-http://127.0.0.1:8080}

# ask TOKEN METHOD PATH [BODY]: one request; prints the answer. KEY=... sends that Idempotency-Key.
ask() {
    curl --silent --show-error --request "$2" "$url$3" \
        ${1:+--header "Authorization: Bearer $1"} \
        --header "Idempotency-Key: ${KEY:-$(</proc/sys/kernel/random/uuid)}" \
        ${4:+--header 'Content-Type: application/json' --data "$4"}
}

# log_in EMAIL PASSWORD: prints the token.
log_in() {
    ask '' POST /v1/sessions "{\"email\": \"$1\", \"password\": \"$2\"}" | jq --raw-output .token
}

# member ROLE: registers somebody new, and prints the token.
member() {
    local email="$1-$(cut --bytes=-8 /proc/sys/kernel/random/uuid)@example.com"
    ask '' POST /v1/members "{\"email\": \"$email\", \"password\": \"correct horse\",
        \"name\": \"$1\", \"role\": \"$1\"}" >/dev/null
    log_in "$email" 'correct horse'
}

# town: sets $customer, $owner, $rider and $operator (tokens), $store, $item and $place. It stands
# somewhere on the map where no rider of an earlier town is likely to be near.
town() {
    customer=$(member customer) owner=$(member owner) rider=$(member rider)
    operator=$(log_in operator@baedal.local \
        "$(sed --quiet 's/^operator-password=//p' .baedal/secrets)")
    place="{\"x\": $((RANDOM * 2 - 32768)), \"y\": $((RANDOM * 2 - 32768))}"
    store=$(ask "$owner" POST /v1/stores "{\"name\": \"교촌치킨 강남점\", \"category\": \"chicken\",
        \"place\": $place, \"minimumOrder\": 15000, \"deliveryFee\": 3000}" | jq --raw-output .id)
    item=$(ask "$owner" POST "/v1/stores/$store/menu" '{"name": "허니콤보", "price": 23000}' |
        jq --raw-output .id)
    ask "$owner" PUT "/v1/stores/$store/opening" '{"isOpen": true}' >/dev/null
    ask "$rider" PUT /v1/me/shift "{\"isOnShift\": true, \"place\": $place}" >/dev/null
    ask "$customer" POST /v1/me/wallet/top-ups '{"amount": 100000}' >/dev/null
}

# order [CARD] [COUPON]: orders one of $item; prints the order. Without a card the wallet pays.
order() {
    local payment='{"method": "wallet"}' coupon=
    [[ -z ${1:-} ]] || payment="{\"method\": \"card\", \"card\": \"$1\"}"
    [[ -z ${2:-} ]] || coupon="\"couponId\": \"$2\","
    ask "$customer" POST /v1/orders "{\"storeId\": \"$store\", $coupon
        \"lines\": [{\"itemId\": \"$item\", \"quantity\": 1}], \"place\": $place,
        \"payment\": $payment, \"expectedTotal\": 26000}"
}

# coupon DISCOUNT: opens a campaign of the platform with one coupon, and claims it; prints its id.
coupon() {
    local now campaign
    now=$(date --utc +%Y-%m-%dT%H:%M:%S.000Z)
    campaign=$(ask "$operator" POST /v1/coupon-campaigns "{\"discount\": $1, \"minimumOrder\": 0,
        \"stock\": 1, \"startsAt\": \"$now\", \"endsAt\": \"2100-01-01T00:00:00.000Z\"}" |
        jq --raw-output .id)
    ask "$customer" POST "/v1/coupon-campaigns/$campaign/claims" | jq --raw-output .id
}

# deliver ORDER: the owner accepts it and says that it is ready; the rider brings it.
deliver() {
    local delivery=${1/#order_/delivery_}
    ask "$owner" POST "/v1/orders/$1/acceptance" >/dev/null
    ask "$owner" POST "/v1/orders/$1/readiness" >/dev/null
    ask "$rider" POST "/v1/deliveries/$delivery/pickup" >/dev/null
    ask "$rider" POST "/v1/deliveries/$delivery/completion"
}

# audit: what the judge of the invariants finds.
audit() { ask "$operator" GET /v1/audit; }

# world BEHAVIOUR: how the providers behave from now on: world '{"down": true}'; all well: world '{}'.
world() {
    local port
    port=$(sed --quiet 's/.*"address":"inherited:\([0-9]*\)".*/\1/p' \
        .baedal/logs/outside-world.log | tail --lines=1)
    curl --silent --show-error --request PUT --header 'Content-Type: application/json' \
        --data "$1" "http://127.0.0.1:$port/behaviour"
}
