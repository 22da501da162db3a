#!/bin/bash
# cost.sh MESHGEN VALGRIND: a document four times as large may take four times the instructions, and a little more for
# what grows with the logarithm. A stage that goes through all names for each name takes up to sixteen times.
set -euo pipefail
meshgen=$1 valgrind=$2
here=$(cd "$(dirname "$0")" && pwd)
if [ ! -x "$valgrind" ]; then
  echo "cost_test: there is no valgrind, so NOTHING was counted: install it (.ci/packages ci)"
  [ -n "${CI:-}" ] && exit 1
  exit 77
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

instructions() { # SHAPE COUNT COMMAND
  local file="$1$2.yaml" arguments=("$3" "$1$2.yaml")
  "$here/document.sh" "$1" "$2" > "$file"
  if [ "$3" = generate ]; then arguments+=(-o "out-$1$2" -q); fi
  "$valgrind" --tool=callgrind --callgrind-out-file=counted "$meshgen" "${arguments[@]}" 2> said > /dev/null < /dev/null || true
  sed -n 's/.*Collected : \([0-9]*\).*/\1/p' said | head -1
}

# What starting costs is taken off.
status=0
base=$("$valgrind" --tool=callgrind --callgrind-out-file=counted "$meshgen" --version 2>&1 > /dev/null | sed -n 's/.*Collected : \([0-9]*\).*/\1/p')
check() { # SHAPE COUNT COMMAND
  local few many ratio
  few=$(instructions "$1" "$2" "$3")
  many=$(instructions "$1" $((4 * $2)) "$3")
  ratio=$(awk -v a="$few" -v b="$many" -v base="$base" 'BEGIN { printf "%.2f", (b - base) / (a - base) }')
  printf '%-9s %-8s %5d -> %5d: %12d -> %12d instructions, times %s\n' "$3" "$1" "$2" $((4 * $2)) "$few" "$many" "$ratio"
  if awk -v r="$ratio" 'BEGIN { exit !(r > 4.8) }'; then
    echo "  FAILED: more than 4.8 times for 4 times as much"
    status=1
  fi
}
for shape in many chain cycle aliases refs enum union missing; do check "$shape" 250 validate; done
# No union here: its branches come to stand in one list of code, for whose best breaks layout may search up to a bound
# of its own (layout_test holds that).
for shape in many chain cycle aliases refs enum; do check "$shape" 50 generate; done
exit "$status"
