#!/bin/bash
# Generates code of contracts whose names, lists and texts have every length, and asks clang-format whether it would
# move a line. usage: layout.sh MESHGEN [STEP]; STEP 1 takes every length, 3 every third.
set -uo pipefail
meshgen=$(realpath "$1")
step=${2:-3}
style=$(realpath "$(dirname "$0")/../../.clang-format")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
shortest=5
longest=110

# `length` letters in words of up to nine, so that the words fall differently each time.
name() { # first-letter length
  local text=$1
  while [ ${#text} -lt "$2" ]; do
    if [ $((${#text} % 9)) -eq 8 ]; then text+=B; else text+=a; fi
  done
  printf '%s' "$text"
}

repeat() { # text count
  local i
  for ((i = 0; i < $2; ++i)); do printf '%s' "$1"; done
}

contract() { # length
  local n=$1 count=$(($1 % 23 + 1)) i
  local long topic words=''
  long=$(name f "$n")
  topic=$(repeat 'abcdefgh.' $((n / 9 + 1)))
  for ((i = 0; i < count; ++i)); do words+="\"$(name w $((n % 11 + i % 5 + 2)))-$i\", "; done
  cat <<YAML
asyncapi: 3.0.0
info: {title: T, version: 1.0.0, description: "$(repeat 'Some words of it. ' $((n / 4)))"}
x-cpp-namespace: $(name n $((n % 40 + 3)))
channels:
  $(name c "$n"):
    address: ${topic}x
    bindings: {kafka: {topic: $(repeat t $((n * 2 % 100 + 1))), partitions: 3, topicConfiguration: {retention.ms: 1000, cleanup.policy: [delete]}}}
    messages:
      $(name m "$n"):
        headers:
          type: object
          required: [x-$long]
          properties:
            x-$long: {type: string}
            x-flag: {type: string, enum: [${words%, }]}
            x-fixed: {type: string, const: $(name q "$n")}
        payload: {\$ref: '#/components/schemas/$(name P "$n")'}
  events:
    address: events.${topic}y
    messages:
      one:
        headers:
          type: object
          required: [ce_id, ce_type, ce_source, ce_specversion, ce_subject]
          properties:
            ce_id: {type: string}
            ce_type: {type: string, const: $(name t "$n")}
            ce_source: {type: string, const: $(name /s "$n")}
            ce_specversion: {type: string, const: '1.0'}
            ce_subject: {type: string}
            ce_dataschema: {type: string, const: 'https://example.org/$(name s "$n")'}
        payload: {\$ref: '#/components/schemas/Short'}
      other:
        headers:
          type: object
          required: [ce_id, ce_type, ce_source, ce_specversion]
          properties:
            ce_id: {type: string}
            ce_type: {type: string, const: $(name u "$n")}
            ce_source: {type: string}
            ce_specversion: {type: string, const: '1.0'}
        payload: {\$ref: '#/components/schemas/$(name P "$n")'}
operations:
  $(name s "$n"):
    action: send
    channel: {\$ref: '#/channels/$(name c "$n")'}
  sendEvents$(name E "$n"):
    action: send
    channel: {\$ref: '#/channels/events'}
  onEvents$(name E "$n"):
    action: receive
    x-dead-letter: {topic: dead-letters}
    channel: {\$ref: '#/channels/events'}
YAML
  for ((i = 0; i < count; ++i)); do
    printf "  on%s%d:\n    action: receive\n    channel: {\$ref: '#/channels/%s'}\n" "$(name R "$n")" "$i" "$(name c "$n")"
  done
  cat <<YAML
components:
  schemas:
    Short: {type: object, required: [id], properties: {id: {type: string, pattern: "^[a-z]{$((n % 9)),$n}$"}}}
    $(name P "$n"):
      type: object
      description: "$(repeat 'word ' "$n")"
      required: [$long, $(name g "$n"), choice]
      properties:
        $long: {type: integer, format: int32, minimum: 0, maximum: $((n * n))}
        $(name g "$n"): {type: string, pattern: "^($(repeat 'ab/c d|' $((n / 5)))e)+$", maxLength: 9}
        $(name h $((n / 2 + 1)))x: {type: array, maxItems: 9, items: {\$ref: '#/components/schemas/$(name P "$n")'}}
        $(name i "$n"): {type: array, items: {type: object, required: [$(name j "$n")], properties: {$(name j "$n"): {type: number, minimum: 0.5}}}}
        $(name k "$n"): {type: object, maxProperties: 3, additionalProperties: {type: string, minLength: 1}}
        $(name l "$n"): {type: [string, 'null'], format: date-time}
        kind$(name K $((n / 3 + 1))): {type: string, enum: [${words%, }]}
        choice: {\$ref: '#/components/schemas/$(name U "$n")'}
        next: {\$ref: '#/components/schemas/$(name P "$n")'}
    $(name U "$n"):
      discriminator: type
      oneOf:
YAML
  for ((i = 0; i < count + 1; ++i)); do printf "        - {\$ref: '#/components/schemas/%s%d'}\n" "$(name V $((n / 2 + 3)))" "$i"; done
  for ((i = 0; i < count + 1; ++i)); do
    printf "    %s%d: {type: object, required: [type], properties: {type: {type: string, const: '%s%d'}, note: {type: string, maxLength: %d}}}\n" \
      "$(name V $((n / 2 + 3)))" "$i" "$(name v $((n / 3 + 1)))" "$i" $((i + 1))
  done
}

cp "$style" "$scratch/.clang-format"
for ((n = shortest; n <= longest; n += step)); do
  contract "$n" >"$scratch/contract$n.yaml"
  if ! "$meshgen" generate --quiet "$scratch/contract$n.yaml" -o "$scratch/$n" >"$scratch/said" 2>&1; then
    cat "$scratch/said"
    exit 1
  fi
done
find "$scratch" -name '*.[ch]pp' -print0 | xargs -0 -n 40 -P "$(nproc)" clang-format-19 --dry-run -Werror
