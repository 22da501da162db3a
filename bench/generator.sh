#!/bin/bash
# generator.sh MESHGEN [FOLDER]: what a document costs the compiler, and the reference parser on the same files; with
# WITH_CLI=1 the official command line too (npm installs 1.5 GB of it). All in turn, five rounds after one to warm up,
# the median of CPU seconds (user and system) of whole processes; by the clock too where it differs, as generate lays
# its files out on several cores.
set -euo pipefail
meshgen=$(realpath "${1:?usage: generator.sh MESHGEN [FOLDER]}")
here=$(cd "$(dirname "$0")" && pwd)
folder=${2:-build-bench/generator}
mkdir -p "$folder"
folder=$(realpath "$folder")
cd "$folder"
rounds=5

for count in 10 100 1000 10000; do "$here/../tests/cost/document.sh" many "$count" > "many$count.yaml"; done
"$here/../tests/cost/document.sh" diamond 30 > diamond30.yaml
cp -r "$here/../asyncapi" .
printf 'int main() {}\n' > empty.cpp
g++ -O2 empty.cpp -o empty -Wl,--no-as-needed -lyaml-cpp -lfmt -lre2 -pthread

has_parser=no
if command -v npm > /dev/null && command -v node > /dev/null; then
  if [ ! -d node_modules/@asyncapi/parser ]; then npm install --silent --no-audit --no-fund @asyncapi/parser@3.6.3 > npm.log 2>&1 || true; fi
  if [ -d node_modules/@asyncapi/parser ]; then has_parser=yes; fi
fi
if [ "$has_parser" = no ]; then echo "NO COMPARISON with the reference parser: it could not be installed by npm"; fi
has_cli=no
if [ "$has_parser" = yes ] && [ "${WITH_CLI:-}" = 1 ]; then
  if [ ! -x cli/node_modules/.bin/asyncapi ]; then npm install --prefix cli --silent --no-audit --no-fund @asyncapi/cli@3.6.0 > npm-cli.log 2>&1 || true; fi
  if [ -x cli/node_modules/.bin/asyncapi ]; then has_cli=yes; fi
fi
if [ "$has_cli" = no ]; then echo "NO COMPARISON with the official command line: ask for it with WITH_CLI=1; npm must be there"; fi
cat > parse.mjs << 'END'
import { readFileSync } from 'node:fs';
import { Parser } from '@asyncapi/parser';
const path = process.argv[2];
const { diagnostics } = await new Parser().parse(readFileSync(path, 'utf8'), { source: path });
process.exitCode = diagnostics.some((each) => each.severity === 0) ? 2 : 0;
END

TIMEFORMAT='%U %S %R'
seconds() { { time "$@" > /dev/null 2>&1 || true; } 2>&1 | awk '{ printf "%.4f %.4f\n", $1 + $2, $3 }'; }
many_times() { for ((k = 0; k < times; ++k)); do "$@" || true; done; }  # what is too short for the clock
median() { sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

names=() commands=()
add() { names+=("$1") && commands+=("$2"); }
add start "20 $meshgen --version"
add empty "20 ./empty"
for count in 10 100 1000 10000; do add "validate$count" "1 $meshgen validate many$count.yaml"; done
for count in 10 100 1000 10000; do add "generate$count" "1 $meshgen generate many$count.yaml -o out$count -q"; done
add diamond "1 $meshgen generate diamond30.yaml -o outdiamond -q"
add typical "20 $meshgen validate asyncapi/orders.yaml"
if [ "$has_parser" = yes ]; then
  add parser "1 node parse.mjs asyncapi/orders.yaml"
  add parser100 "1 node parse.mjs many100.yaml"
fi
# CI: it sends nobody figures of its use then.
if [ "$has_cli" = yes ]; then add cli "1 env CI=true cli/node_modules/.bin/asyncapi validate asyncapi/orders.yaml"; fi

rm -f rounds.* clock.*
for ((round = 0; round <= rounds; ++round)); do
  for i in "${!names[@]}"; do
    read -r times command <<< "${commands[$i]}"
    # shellcheck disable=SC2086  # words of a command
    read -r spent passed <<< "$(seconds many_times $command)"
    if [ "$round" -gt 0 ]; then
      awk -v s="$spent" -v t="$times" 'BEGIN { print s / t * 1000 }' >> "rounds.${names[$i]}"
      awk -v s="$passed" -v t="$times" 'BEGIN { print s / t * 1000 }' >> "clock.${names[$i]}"
    fi
  done
done
ms() { median < "rounds.$1"; }
by_clock() { median < "clock.$1"; }

echo "CPU milliseconds of a whole process, median of $rounds interleaved rounds"
for count in 10 100 1000 10000; do
  awk -v n="$count" -v v="$(ms "validate$count")" -v g="$(ms "generate$count")" -v c="$(by_clock "generate$count")" \
    'BEGIN { printf "%6d channels and schemas: validate %8.1f (%.3f an item), generate %9.1f (%.3f an item), by the clock %9.1f\n", n, v, v / n, g, g / n, c }'
done
printf 'diamond of 30 levels: generate %.1f\n' "$(ms diamond)"
awk -v a="$(ms start)" -v b="$(ms empty)" 'BEGIN { printf "--version %.2f, an empty program with the same libraries %.2f: ratio %.2f\n", a, b, a / b }'
peak=$(bash -c "ulimit -v unlimited; exec /usr/bin/env time -f %M $meshgen generate asyncapi/orders.yaml -o outpeak -q" 2>&1 | tail -1 || true)
case $peak in '' | *[!0-9]*) echo "NO peak memory: there is no 'time' command" ;; *) echo "peak memory of generate asyncapi/orders.yaml: $((peak / 1024)) MB" ;; esac
if [ "$has_parser" = yes ]; then
  awk -v a="$(ms typical)" -v b="$(ms parser)" -v c="$(ms validate100)" -v d="$(ms parser100)" \
    'BEGIN { printf "summary: CPU time of whole processes: meshgen validates asyncapi/orders.yaml in %.1f ms, the reference parser in %.0f ms: %.0f times; 100 channels: %.1f and %.0f ms, %.0f times\n", a, b, b / a, c, d, d / c }'
fi
if [ "$has_cli" = yes ]; then
  awk -v a="$(ms typical)" -v b="$(ms cli)" \
    'BEGIN { printf "the official command line validates asyncapi/orders.yaml in %.0f ms: %.0f times as long\n", b, b / a }'
fi
