#!/bin/bash
# outside.sh <CMake generator>: a project that finds the installed package; what a build does, and what it leaves alone.
source "$(dirname "$0")/lib.sh"
generator=$1
fresh "outside ${generator// /-}"  # a folder with a blank in its name
cp -r "$REPOSITORY/tests/packaging/project" project
generated=build/meshgen/pinger/pinger

nothing_ran() {
  says_not "$SAID" '(Generating|Building|Linking|Re-running)'
  if [ "$generator" = Ninja ]; then says "$SAID" '^ninja: no work to do'; fi
}

configure project build -G "$generator" -DCMAKE_PREFIX_PATH="$PREFIX"
build build
says "$SAID" 'Generating from pinger'
exits_with 0 build/pinger
says "$SAID" '^\{"words":"hello","size":\{"width":3\}\} on pings$'
exits_with 0 build/pinger-examples

# Nothing was touched.
build build
nothing_ran

# A file that only a $ref of a $ref reaches.
sed -i 's/Size:$/Size:\n  description: How large it is drawn./' project/asyncapi/shared/schemas.yaml
build build
says "$SAID" 'Generating from pinger'
says "$SAID" 'Building CXX object .*main\.cpp'
says "$generated/types.hpp" 'How large it is drawn'
build build
nothing_ran

# A comment: made again, once, and nothing is compiled.
sed -i 's/A comment of the contract/Another comment of the contract/' project/asyncapi/pinger.yaml
build build
[ "$(grep -c 'Generating from pinger' "$SAID")" -eq 1 ] || fail "not generated once: $(cat "$SAID")"
says_not "$SAID" '(Building|Linking)'
build build
nothing_ran

# A codec in several units; fewer of them later, and the file of the last is gone.
configure project build -DSHARDS='SHARDS;3'
build build
says "$SAID" 'Building CXX object .*codec_3\.cpp'
exits_with 0 build/pinger
says "$SAID" '^\{"words":"hello","size":\{"width":3\}\} on pings$'
exits_with 0 build/pinger-examples
build build
nothing_ran
configure project build -DSHARDS='SHARDS;2' '-DTYPES=TYPES;string=view;map=unordered'
build build
[ ! -e "$generated/codec_3.cpp" ] || fail "codec_3.cpp is still there"
# Types of the user's choice as well.
says "$generated/types.hpp" '^  mesh::Text words = '
exits_with 0 build/pinger
exits_with 0 build/pinger-examples
configure project build -DSHARDS= -DTYPES=
build build
says "$generated/types.hpp" '^  std::string words = '
[ ! -e "$generated/codec_detail.hpp" ] || fail "codec_detail.hpp is still there"
exits_with 0 build/pinger

# A template of ours.
sed -i 's/Ours: A/Ours: B/' project/templates/parts/banner.mustache
build build
says "$generated/types.hpp" '^// Ours: B'
build build
nothing_ran

# A contract with an error stops the build and leaves what was there.
cp project/asyncapi/pinger.yaml right.yaml
sed -i 's|messages.yaml#/ping|messages.yaml#/pong|' project/asyncapi/pinger.yaml
exits_with "$([ "$generator" = Ninja ] && echo 1 || echo 2)" "$CMAKE" --build build
says "$SAID" 'pinger\.yaml:[0-9]+:[0-9]+: error: .*\['
says "$generated/types.hpp" 'struct Ping'
cp right.yaml project/asyncapi/pinger.yaml
build build

# A renamed property is a compile error where the old name is used.
sed -i 's/words/text/g' project/asyncapi/shared/schemas.yaml
exits_with "$([ "$generator" = Ninja ] && echo 1 || echo 2)" "$CMAKE" --build build
says "$SAID" 'main\.cpp:[0-9]+:[0-9]+: error: .*words'
sed -i 's/words/text/g' project/app/main.cpp
build build
exits_with 0 build/pinger
says "$SAID" '"text":"hello"'
build build
nothing_ran

# What is not right is said while configuring.
wrong() { # wrong <line of CMake> <what is said>
  rm -rf wrong && mkdir wrong
  printf 'cmake_minimum_required(VERSION 3.25)\nproject(wrong CXX)\nfind_package(meshgen REQUIRED)\nadd_executable(it main.cpp)\n%s\n' "$1" \
    > wrong/CMakeLists.txt
  exits_with 1 "$CMAKE" -S wrong -B wrong/build -G "$generator" -DCMAKE_PREFIX_PATH="$PREFIX"
  tr -s ' \n' ' ' < "$SAID" > one_line.txt
  says one_line.txt "$2"
}
wrong 'meshgen_generate(TARGET it)' 'meshgen_generate: CONTRACT is missing'
wrong 'meshgen_generate(TARGET it CONTRACT none.yaml)' "there is no contract '.*none\.yaml'"
wrong 'meshgen_generate(TARGET other CONTRACT it.yaml)' "there is no target 'other'"
wrong 'meshgen_generate(TARGET it CONTRACT it.yaml NAMESPCE x)' 'unknown arguments: NAMESPCE'
wrong 'file(TOUCH it.yaml)
meshgen_generate(TARGET it CONTRACT it.yaml SHARDS 65)' "SHARDS '65' is no number from 1 to 64"
