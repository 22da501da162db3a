#!/bin/bash
# 'meshgen diff --against' in a scratch repository, and what it says where there is no repository, revision or git.
source "$(dirname "$0")/lib.sh"
command -v git > /dev/null || { echo "git is not installed"; exit 77; }
fresh git
tool="$BUILD/generator/app/meshgen"
folder="$PWD"
SAID="$folder/said.txt"
mkdir -p shop/api/parts outside
# The user's own settings of git, and those of a hook that runs us, are not part of this test.
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_CEILING_DIRECTORIES="$folder" LC_ALL=C
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.com GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.com

# diff_says <exit code> <words> <argument> …: runs the tool and looks for the words in all that it says.
diff_says() {
  local code="$1" words="$2"
  shift 2
  exits_with "$code" "$tool" diff "$@"
  grep -qF -- "$words" "$SAID" || { cat "$SAID" >&2; fail "diff $* does not say '$words'"; }
}

cd "$folder/outside" || exit
printf 'asyncapi: 3.0.0\ninfo: {title: t, version: 1.0.0}\n' > a.yaml
diff_says 4 'not a git repository' --against main a.yaml

cd "$folder/shop" || exit
cat > api/orders.yaml <<'END'
asyncapi: 3.0.0
info: {title: Orders, version: 1.0.0}
channels:
  orders: {address: orders, messages: {placed: {payload: {$ref: 'parts/placed.yaml'}}}}
operations:
  announce: {action: send, channel: {$ref: '#/channels/orders'}}
END
printf 'type: object\nrequired: [id]\nproperties: {id: {type: string}}\n' > api/parts/placed.yaml
printf 'contracts: {api/orders.yaml: gen}\n' > meshgen.yaml
git init -q -b main .
git add .
git commit -q -m one
git tag v1
diff_says 0 'no change' --against main
diff_says 0 'no change' --against HEAD api/orders.yaml

# The old text of a referred file comes from the revision, too.
printf 'type: object\nrequired: [id]\nproperties: {id: {type: integer}}\n' > api/parts/placed.yaml
diff_says 7 'main:api/parts/placed.yaml:3:14' --against main
diff_says 7 '[type-changed]' --against v1:api/orders.yaml api/orders.yaml
diff_says 7 '"before":' --against v1 --format json
(cd api && diff_says 7 '[type-changed]' --against main orders.yaml)
(cd api && diff_says 7 '[type-changed]' --against main)
diff_says 7 '[type-changed]' --against main "$PWD/api/orders.yaml"

# A file that moved is named; one that the revision does not have is new.
mkdir moved && git mv api/orders.yaml moved/orders.yaml && git mv api/parts moved/parts
printf 'contracts: {moved/orders.yaml: gen}\n' > meshgen.yaml
printf 'type: object\nrequired: [id]\nproperties: {id: {type: string}}\n' > moved/parts/placed.yaml
diff_says 0 'no change' --against main:api/orders.yaml moved/orders.yaml
diff_says 0 'new, there is none in main:moved/orders.yaml' --against main moved/orders.yaml

diff_says 4 "git knows no revision 'nowhere'" --against nowhere moved/orders.yaml
diff_says 4 "git knows no revision '--help'" --against=--help moved/orders.yaml
diff_says 4 "there is no such file in 'main'" --against main:api/gone.yaml moved/orders.yaml
exits_with 4 env PATH="$folder/outside" "$tool" diff --against main moved/orders.yaml
says "$SAID" 'git is not installed'

# A revision whose contract is wrong says so, and where.
printf 'asyncapi: 3.0.0\ninfo: {title: t}\n' > moved/orders.yaml
git add . && git commit -q -m two
printf 'asyncapi: 3.0.0\ninfo: {title: t, version: 1.0.0}\n' > moved/orders.yaml
diff_says 2 'main:moved/orders.yaml cannot be compared' --against main moved/orders.yaml
