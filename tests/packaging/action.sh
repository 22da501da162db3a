#!/bin/bash
# The steps of action.yml as plain shell: a runner's environment, a shallow clone, a pull request that breaks somebody.
source "$(dirname "$0")/lib.sh"
command -v git > /dev/null || { echo "git is not installed"; exit 77; }
fresh action
folder="$PWD"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_CEILING_DIRECTORIES="$folder" LC_ALL=C
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.com GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.com
export MESHGEN="$BUILD/generator/app/meshgen" GITHUB_STEP_SUMMARY="$folder/summary.md"

# One file a step: what stands below its 'run: |'.
awk '/^      run: \|$/ { out = sprintf("step_%d.sh", ++steps); inside = 1; next }
     inside && !/^        / { inside = 0 }
     inside { print substr($0, 9) > out }' "$REPOSITORY/action.yml"
if [ ! -s step_3.sh ] || [ -e step_4.sh ]; then fail "action.yml has not three steps that run something"; fi
for step in step_*.sh; do says_not "$step" '\$\{\{'; done

# As GitHub runs 'shell: bash'.
step() { # step <number> <exit code>
  exits_with "$2" bash --noprofile --norc -eo pipefail "$folder/step_$1.sh"
}

mkdir origin
cd origin || exit
cat > orders.yaml <<'END'
asyncapi: 3.0.0
info: {title: Orders, version: 1.0.0}
channels:
  orders: {address: orders, messages: {placed: {payload: {type: object, required: [id], properties: {id: {type: string}}}}}}
operations:
  announce: {action: send, channel: {$ref: '#/channels/orders'}}
END
printf 'contracts: {orders.yaml: gen}\n' > meshgen.yaml
"$MESHGEN" generate -q
git init -q -b main . && git add . && git commit -q -m base
base=$(git rev-parse HEAD)
git commit -q --allow-empty -m between
git config uploadpack.allowAnySHA1InWant true

git clone -q --depth 1 "file://$PWD" ../checkout
cd ../checkout || exit
step 1 0
step 2 0
AGAINST='' step 3 0
says "$SAID" 'nothing to compare with'
AGAINST="$base" step 3 0
says "$GITHUB_STEP_SUMMARY" '^### orders.yaml: no change$'

sed -i 's/type: string/type: integer/' orders.yaml
step 1 0
step 2 6
"$MESHGEN" generate -q
step 2 0
AGAINST="$base" step 3 7
says "$SAID" '^::error file=orders.yaml,line=4,.*title=type-changed::'
says "$GITHUB_STEP_SUMMARY" "^\| breaking \`type-changed\` \|"

AGAINST=0000000000000000000000000000000000000001 step 3 128
sed -i 's/action: send/action: sent/' orders.yaml
step 1 2
says "$SAID" '^::error file=orders.yaml,'
