#!/bin/bash
# json.sh --instructions [BENCH_JSON]: instructions a document, counted by valgrind, of the generated codec and of its
# nearest peers. They repeat to a tenth of a percent on a busy machine too, so this is the figure a check can hold:
# leaves with 1 where a bound of README.md is broken. A run of 3 passes less a run of 1 is two passes and nothing else.
set -euo pipefail
usage="usage: json.sh --instructions [BENCH_JSON]"
[ "${1:-}" = --instructions ] || { echo "$usage" >&2; exit 5; }
bench=$(realpath "${2:-build-bench/bench/bench_json}")
command -v valgrind > /dev/null || { echo "NOTHING COUNTED: there is no valgrind" >&2; exit 4; }
documents=1000

total() { # kind contestant passes
  valgrind --tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null "$bench" --instructions "$@" 2>&1 |
    sed -n 's/.*I *refs: *//p' | tr -d ,
}
each() { echo $((($(total "$1" "$2" 3) - $(total "$1" "$2" 1)) / (2 * documents))); }

failed=0
# Whether first / second is at most a bound, in hundredths.
hold() { # kind what first second bound
  local ratio=$((100 * $3 / $4)) verdict=holds
  if [ "$((100 * $3))" -gt "$(($5 * $4))" ]; then verdict=BROKEN failed=1; fi
  printf '%-10s %-44s %6d / %6d = %d.%02d, bound %d.%02d: %s\n' "$1" "$2" "$3" "$4" $((ratio / 100)) $((ratio % 100)) \
    $(($5 / 100)) $(($5 % 100)) "$verdict"
}
smaller() { if [ "$1" -lt "$2" ]; then echo "$1"; else echo "$2"; fi; }

for kind in order agent telemetry; do
  own=$(each "$kind" generated)
  peer=$(smaller "$(each "$kind" simdjson-in-order)" "$(each "$kind" simdjson-any-order)")
  hold "$kind" 'decode and validate / simdjson, decode alone' "$own" "$peer" 95
  hold "$kind" 'with constraints / without' "$own" "$(each "$kind" generated-plain)" 135
  hold "$kind" 'refusing the last member / accepting' "$(each "$kind" generated:wrong-last)" "$own" 125
  hold "$kind" 'refusing the first member / accepting' "$(each "$kind" generated:wrong-first)" "$own" 90
  hold "$kind" 'encode / rapidjson Writer' "$(each "$kind" generated-encode)" "$(each "$kind" rapidjson-encode)" 50
done
exit "$failed"
