#!/bin/bash
# The same project with meshgen as a subdirectory: the tool is built first, nothing of ours is tested or installed.
source "$(dirname "$0")/lib.sh"
mkdir -p "$SCRATCH/subdirectory"
cd "$SCRATCH/subdirectory" || exit
SAID="$PWD/said.txt"
rm -rf project
cp -r "$REPOSITORY/tests/packaging/project" project
# Warnings as errors are our own matter; on here so that objects of the main build serve.
configure project build -G Ninja -DMESHGEN_REPOSITORY="$REPOSITORY" -DMESHGEN_WERROR=ON
build build pinger
exits_with 0 build/pinger
says "$SAID" '"words":"hello"'
exits_with 0 "${CMAKE%cmake}ctest" --test-dir build -N
says "$SAID" 'Test #1: pinger-examples'  # the project's own
says "$SAID" 'Total Tests: 1'
build build pinger
says "$SAID" '^ninja: no work to do'
