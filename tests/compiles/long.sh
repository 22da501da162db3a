#!/bin/bash
# Random contracts of new seeds until the time is over: their code must compile with g++ and with clang++, in turn, and
# give the verdicts of their schemas. Stops at the first failure, says its seed and keeps its folder.
#   tests/compiles/long.sh SECONDS [BUILD [FIRST_SEED [MESSAGES]]]
# A contract in which two names clash is no failure: that is said, and the next one is taken.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(realpath "$here/../..")
seconds=$1
build=$(realpath "${2:-build}")
seed=${3:-$(date +%s)}
messages=${4:-4}
compilers=(g++ clang++-19)
flags=(-std=c++20 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor
  -Woverloaded-virtual -Wswitch-enum -Werror)

fail() {
  echo "compiles: seed $seed, $messages messages, $compiler: $1; see $folder" >&2
  head -40 "$folder/log" >&2
  exit 1
}

tried=0
clashes=0
end=$((SECONDS + seconds))
while [ "$SECONDS" -lt "$end" ]; do
  compiler=${compilers[$((seed % 2))]}
  folder=$build/compiles/$seed
  mkdir -p "$folder"
  : > "$folder/log"
  "$build/tests/compiles/random_contract" "$seed" "$messages" "$folder" 2> "$folder/log" || fail "no contract"
  if ! timeout 60 "$build/generator/app/meshgen" generate --settings "$folder/meshgen.yaml" --quiet > "$folder/log" 2>&1; then
    if grep -q 'error: .*\[name-clash\]' "$folder/log" && ! grep 'error: ' "$folder/log" | grep -q -v '\[name-clash\]'; then
      clashes=$((clashes + 1))
      seed=$((seed + 1))
      rm -rf "$folder"
      continue
    fi
    fail "no code"
  fi
  for source in agent codec events; do
    if [ ! -e "$folder/gen/$source.cpp" ]; then continue; fi
    "$compiler" "${flags[@]}" -I "$root/runtime" -I "$folder/gen" -c "$folder/gen/$source.cpp" -o "$folder/$source.o" \
      > "$folder/log" 2>&1 || fail "$source.cpp does not compile"
  done
  "$compiler" "${flags[@]}" -DRANDOM_UNLISTED_PERCENT=20 -DRANDOM_FOLDER="\"$folder\"" -I "$root/runtime" -I "$folder/gen" -I "$folder" \
    "$here/random_test.cpp" "$folder"/*.o "$build/runtime/libmesh.a" -lCatch2Main -lCatch2 -lrdkafka -lre2 \
    -lyaml-cpp -lfmt -o "$folder/random_test" > "$folder/log" 2>&1 || fail "random_test.cpp does not compile"
  timeout 120 "$folder/random_test" > "$folder/log" 2>&1 || fail "other verdicts than those of the schemas"
  rm -rf "$folder"
  tried=$((tried + 1))
  seed=$((seed + 1))
done
echo "compiles: $tried contracts tried, $clashes left out for clashes of names; the next seed is $seed"
