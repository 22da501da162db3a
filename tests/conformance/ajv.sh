#!/bin/bash
# Compares generated code, the runtime's schemas and the generator's judge with ajv; its packages go to BUILD/ajv.
#   tests/conformance/ajv.sh BUILD [--all | --documents N]
# Where npm or its registry is missing this is left out, loudly; with CI=1 it fails.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build=$(realpath "$1")
shift
folder=$build/ajv

leave_out() {
  echo "ajv: LEFT OUT: $1. Nothing was compared with ajv." >&2
  if [ "${CI:-}" = 1 ]; then exit 1; fi
  exit 0
}

if ! command -v node > /dev/null || ! command -v npm > /dev/null; then leave_out "there is no node or no npm"; fi
mkdir -p "$folder"
if ! cmp -s "$here/ajv/package.json" "$folder/package.json" || [ ! -d "$folder/node_modules" ]; then
  rm -rf "$folder/node_modules" "$folder/package.json"
  cp "$here/ajv/package.json" "$folder/package.json.new"
  mv "$folder/package.json.new" "$folder/package.json"
  if ! (cd "$folder" && timeout 600 npm install --ignore-scripts --no-audit --no-fund --loglevel=error > npm.log 2>&1); then
    rm -rf "$folder/node_modules"
    tail -5 "$folder/npm.log" >&2
    leave_out "the packages cannot be installed"
  fi
fi
[ "$#" -gt 0 ] || set -- --documents 20000
node "$here/ajv/run.js" --verdicts "$build/tests/conformance/ajv/ajv_verdicts" --modules "$folder" "$@"
