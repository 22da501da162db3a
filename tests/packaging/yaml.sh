#!/bin/bash
# yamllint over every YAML file of the repository, with the choices of .yamllint.
source "$(dirname "$0")/lib.sh"
command -v yamllint > /dev/null || { echo "yamllint is not installed"; exit 77; }
cd "$REPOSITORY" || exit
git rev-parse --git-dir > /dev/null 2>&1 || { echo "not a git checkout: what belongs to the repository is not known"; exit 77; }
git ls-files '*.yaml' '*.yml' .yamllint | xargs yamllint --strict
