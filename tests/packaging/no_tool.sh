#!/bin/bash
# The runtime alone: MESHGEN_BUILD_TOOL=OFF configures, builds, installs; committed.sh compiles against it.
source "$(dirname "$0")/lib.sh"
mkdir -p "$SCRATCH/no-tool"
cd "$SCRATCH/no-tool" || exit
SAID="$PWD/said.txt"
configure "$REPOSITORY" build -G Ninja -DMESHGEN_BUILD_TOOL=OFF -DMESHGEN_BUILD_TESTS=OFF
build build
rm -rf "$PREFIX_WITHOUT_TOOL"
"$CMAKE" --install build --prefix "$PREFIX_WITHOUT_TOOL" > "$SAID"
[ ! -e "$PREFIX_WITHOUT_TOOL/bin" ] || fail "programs were installed: $(ls "$PREFIX_WITHOUT_TOOL/bin")"
[ -e "$PREFIX_WITHOUT_TOOL/$LIBDIR/libmesh.a" ] || fail "there is no libmesh.a"
