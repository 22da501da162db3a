#!/bin/bash
# document.sh SHAPE COUNT: a contract of that many parts, for tests/cost and bench/generator.
#   many      channels, messages, operations and schemas
#   chain     schemas, each with a property that refers to the next
#   cycle     the same, the last refers to the first
#   aliases   schemas, each an allOf of the next alone
#   refs      properties that refer to as many schemas of one map
#   enum      values of one enum, names of one 'required'
#   union     branches of one oneOf
#   diamond   levels, each refers to the next twice
#   missing   references to what is not there
# shellcheck disable=SC2016  # '$ref' is meant as it stands
set -euo pipefail
shape=$1 count=$2
echo 'asyncapi: 3.0.0'
echo 'info: {title: Many, version: 1.0.0}'
one_channel() {
  echo 'channels: {c: {address: c, messages: {m: {payload: {$ref: "#/components/schemas/S0"}}}}}'
  echo 'operations: {o: {action: send, channel: {$ref: "#/channels/c"}}}'
  printf 'components:\n  schemas:\n'
}
awk_lines() { awk -v n="$count" "BEGIN { for (i = 0; i < n; ++i) $1 }"; }
case $shape in
  many)
    echo 'channels:'
    awk_lines 'printf "  orders%d:\n    address: shop.orders.n%d.v1\n    messages:\n      Order%dPlaced:\n        payload: {$ref: \"#/components/schemas/Order%d\"}\n", i, i, i, i'
    echo 'operations:'
    awk_lines 'printf "  %sOrder%d:\n    action: %s\n    channel: {$ref: \"#/channels/orders%d\"}\n    messages: [{$ref: \"#/channels/orders%d/messages/Order%dPlaced\"}]\n", i % 2 ? "send" : "on", i, i % 2 ? "send" : "receive", i, i, i'
    printf 'components:\n  schemas:\n'
    awk_lines 'printf "    Order%d:\n      type: object\n      required: [orderId, total]\n      properties:\n        orderId: {type: string, minLength: 1, maxLength: 64}\n        total: {type: integer, format: int64, minimum: 0}\n        placedAt: {type: string, format: date-time}\n        lines: {type: array, items: {type: object, required: [sku], properties: {sku: {type: string}, count: {type: integer, format: int32}}}}\n", i'
    ;;
  chain | cycle)
    one_channel
    awk -v n="$count" -v shape="$shape" 'BEGIN { for (i = 0; i < n; ++i) printf "    S%d: {type: object, required: [id], properties: {id: {type: string}, next: {$ref: \"#/components/schemas/S%d\"}}}\n", i, shape == "cycle" && i + 1 == n ? 0 : i + 1 }'
    if [ "$shape" = chain ]; then echo "    S$count: {type: string}"; fi
    ;;
  aliases)
    one_channel
    echo '    S0: {type: object, required: [a], properties: {a: {$ref: "#/components/schemas/S1"}}}'
    awk_lines 'if (i > 0) printf "    S%d: {allOf: [{$ref: \"#/components/schemas/S%d\"}]}\n", i, i + 1'
    echo "    S$count: {type: string}"
    ;;
  refs)
    one_channel
    printf '    S0:\n      type: object\n      required: [p1]\n      properties:\n'
    awk_lines 'printf "        p%d: {$ref: \"#/components/schemas/S%d\"}\n", i + 1, i + 1'
    awk_lines 'printf "    S%d: {type: string, maxLength: %d}\n", i + 1, i + 1'
    ;;
  enum)
    one_channel
    printf '    S0:\n      type: object\n      properties:\n        e:\n          enum:\n'
    awk_lines 'printf "            - value%d\n", i'
    printf '      required:\n'
    awk_lines 'printf "        - name%d\n", i'
    ;;
  union)
    one_channel
    printf '    S0:\n      oneOf:\n'
    awk_lines 'printf "        - {$ref: \"#/components/schemas/S%d\"}\n", i + 1'
    awk_lines 'printf "    S%d: {type: object, required: [kind], properties: {kind: {const: kind%d}}}\n", i + 1, i + 1'
    ;;
  diamond)
    one_channel
    awk_lines 'printf "    S%d: {type: object, required: [a], properties: {a: {$ref: \"#/components/schemas/S%d\"}, b: {$ref: \"#/components/schemas/S%d\"}}}\n", i, i + 1, i + 1'
    echo "    S$count: {type: string}"
    ;;
  missing)
    printf 'components:\n  schemas:\n'
    awk_lines 'printf "    Schema%d: {type: object, properties: {a: {$ref: \"#/components/schemas/Schem%d\"}}}\n", i, i'
    ;;
  *)
    echo "document.sh: no shape '$shape'" >&2
    exit 5
    ;;
esac
