#!/bin/bash
# COMMITTED: the files that are committed are compiled as they are; -update writes them, -check tells when they are stale.
source "$(dirname "$0")/lib.sh"
fresh committed
cp -r "$REPOSITORY/tests/packaging/project" project
checks() { "${CMAKE%cmake}ctest" --test-dir build --no-tests=error -R pinger-check --output-on-failure; }

# Before the first update: it can be configured, says what to do, and the target does it.
configure project build -G Ninja -DKEEP_COMMITTED=ON -DCMAKE_PREFIX_PATH="$PREFIX"
says "$SAID" 'pinger-update'
build build pinger-update
[ -e project/gen/meshgen.manifest ] || fail "pinger-update wrote nothing"
configure project build
says_not "$SAID" 'pinger-update'
build build
exits_with 0 build/pinger
exits_with 0 checks

# An edited contract: the test tells, the build still compiles what is committed.
sed -i 's/words/text/g' project/asyncapi/shared/schemas.yaml
exits_with 8 checks
says "$SAID" '^\+  std::string text'
says "$SAID" '^-  std::string words'
build build
says_not "$SAID" '(Generating|Building)'
exits_with 0 build/pinger
says "$SAID" '"words":"hello"'
build build pinger-update
exits_with 0 checks

# An edit by hand shows, too.
sed -i 's/text/words/g' project/asyncapi/shared/schemas.yaml
build build pinger-update
exits_with 0 checks
echo '// by hand' >> project/gen/codec.cpp
exits_with 8 checks
says "$SAID" 'edited by hand'
build build pinger-update
exits_with 0 checks

# Where the tool is not installed the same project builds; without the committed files it can't, and says so.
configure project build-without-tool -G Ninja -DKEEP_COMMITTED=ON -DCMAKE_PREFIX_PATH="$PREFIX_WITHOUT_TOOL"
build build-without-tool
exits_with 0 build-without-tool/pinger
if "$CMAKE" --build build-without-tool --target pinger-update > "$SAID" 2>&1; then fail "there is a target pinger-update without a tool"; fi
rm project/gen/codec.cpp
exits_with 1 "$CMAKE" -S project -B build-without-tool
says "$SAID" 'committed files are missing'
exits_with 1 "$CMAKE" -S project -B build-none -G Ninja -DCMAKE_PREFIX_PATH="$PREFIX_WITHOUT_TOOL"
tr -s ' \n' ' ' < "$SAID" > one_line.txt
says one_line.txt 'the tool is not there; build it, or compile committed files with COMMITTED'
