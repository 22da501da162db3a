#!/bin/bash
# Compares our verdict with the reference parser's; its packages go to BUILD/conformance.
#   tests/conformance/differential.sh BUILD [--all | --documents N]
# Where npm or its registry is missing this is left out, loudly; with CI=1 it fails.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build=$(realpath "$1")
shift
folder=$build/conformance

leave_out() {
  echo "conformance: LEFT OUT: $1. Nothing was compared with the reference parser." >&2
  if [ "${CI:-}" = 1 ]; then exit 1; fi
  exit 0
}

if ! command -v node > /dev/null || ! command -v npm > /dev/null; then leave_out "there is no node or no npm"; fi
mkdir -p "$folder"
if ! cmp -s "$here/differential/package.json" "$folder/package.json" || [ ! -d "$folder/node_modules" ]; then
  rm -rf "$folder/node_modules" "$folder/package.json"
  cp "$here/differential/package.json" "$folder/package.json.new"
  mv "$folder/package.json.new" "$folder/package.json"
  # The schema parsers name a newer parser than the one that is compared with.
  if ! (cd "$folder" && timeout 600 npm install --legacy-peer-deps --ignore-scripts --no-audit --no-fund --loglevel=error > npm.log 2>&1); then
    rm -rf "$folder/node_modules"
    tail -5 "$folder/npm.log" >&2
    leave_out "the packages cannot be installed"
  fi
fi
[ "$#" -gt 0 ] || set -- --documents 6000
node "$here/differential/run.js" --meshgen "$build/generator/app/meshgen" --modules "$folder" --work "$folder/documents" "$@"
