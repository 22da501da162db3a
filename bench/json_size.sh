#!/bin/bash
# json_size.sh BUILD [FOLDER]: compile time and machine code of our generated codec beside those of quicktype's C++ output
# for the same schemas (quicktype-23, installed by npm into FOLDER). Both g++ -O2, one file that decodes and encodes all
# three kinds of message; CPU seconds, median of five turns after one to warm up.
set -euo pipefail
build=$(realpath "${1:?usage: json_size.sh BUILD [FOLDER]}")
here=$(cd "$(dirname "$0")" && pwd)
folder=${2:-$build/bench/json_size}
mkdir -p "$folder"
cd "$folder"
if ! command -v npm > /dev/null; then echo "NO COMPARISON with quicktype: there is no npm"; exit 0; fi
if [ ! -x node_modules/.bin/quicktype ]; then
  npm install --silent --no-audit --no-fund quicktype@23 > npm.log 2>&1 || true
fi
if [ ! -x node_modules/.bin/quicktype ]; then echo "NO COMPARISON with quicktype: npm could not install it"; exit 0; fi

mkdir -p schemas
rm -f schemas/*
"$build/bench/bench_json" --schema order > schemas/Order.json
"$build/bench/bench_json" --schema agent > schemas/AgentMessage.json
"$build/bench/bench_json" --schema telemetry > schemas/Telemetry.json
node_modules/.bin/quicktype --quiet -s schema schemas/*.json --lang c++ --no-boost --namespace peer -o quicktype.hpp
cat > quicktype.cpp << 'CODE'
#include "quicktype.hpp"
#include <string>
template <class T> void read(const std::string& text, T& out) { out = nlohmann::json::parse(text).get<T>(); }
template <class T> std::string write(const T& value) { return nlohmann::json(value).dump(); }
template void read(const std::string&, peer::Order&);
template void read(const std::string&, peer::AgentMessage&);
template void read(const std::string&, peer::Telemetry&);
template std::string write(const peer::Order&);
template std::string write(const peer::AgentMessage&);
template std::string write(const peer::Telemetry&);
CODE

compile_own() { g++ -std=c++20 -O2 -I "$here/../runtime" -c "$build/bench/json/checked/codec.cpp" -o own.o; }
compile_peer() { g++ -std=c++20 -O2 -I . -I /usr/include/nlohmann -c quicktype.cpp -o quicktype.o; }
TIMEFORMAT='%U %S'
spent() { { time "$1" > "$1.log" 2>&1; } 2>&1 | awk '{ print $1 + $2 }'; }
rm -f times.*
for round in 0 1 2 3 4 5; do
  for each in own peer; do
    seconds=$(spent "compile_$each")
    if [ "$round" -gt 0 ]; then echo "$seconds" >> "times.$each"; fi
  done
done
median() { sort -n "times.$1" | sed -n 3p; }
code() { size "$1" | awk 'NR == 2 { print int($1 / 1024) }'; }
printf 'generated, all constraints:       compiles in %s s, %s kB of code and constants\n' "$(median own)" "$(code own.o)"
printf 'quicktype, which checks some:     compiles in %s s, %s kB of code and constants\n' "$(median peer)" "$(code quicktype.o)"
runtime=$(size -t "$build"/runtime/CMakeFiles/meshgen_runtime.dir/mesh/json/*.o | awk 'END { print int($1 / 1024) }')
echo "(what generated code calls is in the runtime, once a program: $runtime kB in this build)"
