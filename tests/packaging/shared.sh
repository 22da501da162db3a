#!/bin/bash
# SHARED: agents that have types of one library, in programs of their own and in one.
source "$(dirname "$0")/lib.sh"
fresh shared
cp -r "$REPOSITORY/tests/packaging/shared" project
cp -r "$REPOSITORY/tests/roundtrip/shared" project/asyncapi
configure project build -G Ninja -DCMAKE_PREFIX_PATH="$PREFIX"
build build
exits_with 0 build/billing
says "$SAID" '^\{"amount":\{"cents":5\},"bill_to":\{"street":"Am Wall"\}\}$'
exits_with 0 build/shop
says "$SAID" '^\{"amount":\{"cents":7\},"bill_to":\{"street":"Am Wall"\}\}$'
exits_with 0 build/billing-examples
build build
says "$SAID" '^ninja: no work to do'

# What the library says is said once, and reaches who shares it.
sed -i 's/cents/pence/g' project/asyncapi/common.yaml
exits_with 1 "$CMAKE" --build build
says "$SAID" 'billing\.cpp:[0-9]+:[0-9]+: error: .*cents'
sed -i 's/cents/pence/g' project/app/*.cpp
build build
exits_with 0 build/billing
says "$SAID" '"pence":5'

# What is not right is said while configuring.
wrong() { # wrong <line of CMake> <what is said>
  sed '/^add_library/,$d' project/CMakeLists.txt > "project/wrong.txt"
  mkdir -p wrong && cp -r project/asyncapi wrong && { cat project/wrong.txt; printf '%s\n' "$1"; } > wrong/CMakeLists.txt
  exits_with 1 "$CMAKE" -S wrong -B wrong/build -G Ninja -DCMAKE_PREFIX_PATH="$PREFIX"
  tr -s ' \n' ' ' < "$SAID" > one_line.txt
  says one_line.txt "$2"
}
wrong 'add_executable(it main.cpp)
meshgen_generate(TARGET it CONTRACT asyncapi/orders.yaml SHARED asyncapi/common.yaml)' "nothing makes '.*common\.yaml' so far"
wrong 'add_executable(other main.cpp)
meshgen_generate(TARGET other CONTRACT asyncapi/common.yaml)
add_executable(it main.cpp)
meshgen_generate(TARGET it CONTRACT asyncapi/orders.yaml SHARED asyncapi/common.yaml)' "'other' makes what is SHARED and is no library"
wrong 'add_executable(it main.cpp)
meshgen_generate(TARGET it CONTRACT asyncapi/common.yaml)
meshgen_generate(TARGET it CONTRACT asyncapi/orders.yaml SHARED asyncapi/common.yaml TYPES string=view)' "has TYPES '': who shares its types needs the same"
