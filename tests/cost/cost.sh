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
  local file="$1$2.yaml" name="$3-$1$2" arguments=("$3" "$1$2.yaml")
  "$here/document.sh" "$1" "$2" > "$file.$3" && mv "$file.$3" "$file"
  if [ "$3" = generate ]; then arguments+=(-o "out-$1$2" -q); fi
  local status=0
  "$valgrind" --tool=callgrind --callgrind-out-file="counted-$name" "$meshgen" "${arguments[@]}" 2> "said-$name" > /dev/null < /dev/null || status=$?
  # 2: the document has errors, as `missing` is meant to. Whatever else ended early has counted too little.
  if [ "$status" != 0 ] && { [ "$status" != 2 ] || [ "$1" != missing ]; }; then
    echo "$name: exit status $status" >&2
    return 1
  fi
  sed -n 's/.*Collected : \([0-9]*\).*/\1/p' "said-$name" | head -1
}

# What starting costs is taken off.
base=$("$valgrind" --tool=callgrind --callgrind-out-file=counted "$meshgen" --version 2>&1 > /dev/null | sed -n 's/.*Collected : \([0-9]*\).*/\1/p')
check() { # COMMAND SHAPE COUNT
  local few many ratio
  few=$(instructions "$2" "$3" "$1") || return 1
  many=$(instructions "$2" $((4 * $3)) "$1") || return 1
  ratio=$(awk -v a="$few" -v b="$many" -v base="$base" 'BEGIN { printf "%.2f", (b - base) / (a - base) }')
  printf '%-9s %-8s %5d -> %5d: %12d -> %12d instructions, times %s\n' "$1" "$2" "$3" $((4 * $3)) "$few" "$many" "$ratio"
  if ! awk -v r="$ratio" 'BEGIN { exit !(r <= 4.8) }'; then
    echo "  FAILED: $1 $2: more than 4.8 times for 4 times as much"
    return 1
  fi
}
export -f instructions check
export here meshgen valgrind base

# Two at a time: each is one thread, and counts are the same beside others.
# No union for generate: its branches come to stand in one list of code, for whose best breaks layout may search up to a
# bound of its own (layout_test holds that).
{
  for shape in many chain cycle aliases refs enum; do echo generate "$shape" 50; done
  for shape in many chain cycle aliases refs enum union missing; do echo validate "$shape" 250; done
} | xargs -P 2 -L 1 bash -c 'check "$@"' check
