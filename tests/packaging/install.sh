#!/bin/bash
# Installs into a scratch prefix: the files are those of installed.txt, and every header stands on its own.
# INSTALLED_UPDATE=1 writes the list anew.
source "$(dirname "$0")/lib.sh"
fresh install
rm -rf "$PREFIX"
"$CMAKE" --install "$BUILD" --prefix "$PREFIX" > "$SAID"

list="$(dirname "$0")/installed.txt"
(cd "$PREFIX" && find . -type f) | sed -e 's|^\./||' -e "s|^$LIBDIR/|lib/|" -e 's|Targets-[a-z]*\.cmake|Targets-CONFIG.cmake|' |
  LC_ALL=C sort > installed.txt
if [ -n "${INSTALLED_UPDATE:-}" ]; then cp installed.txt "$list"; fi
diff -u "$list" installed.txt >&2 || fail "the installed files are not those of tests/packaging/installed.txt"

"$PREFIX/bin/meshgen" --version > version.txt
says version.txt '^meshgen [0-9]+\.[0-9]+\.[0-9]+$'
"$PREFIX/bin/meshctl" --help > help.txt
says help.txt 'meshctl'

# No installed header needs one that stayed at home, nor a library that the package config does not look for.
(cd "$PREFIX/include" && find mesh -name '*.hpp' | LC_ALL=C sort | sed 's|.*|#include <&>|') > all.cpp
"$CXX" -std=c++20 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -I "$PREFIX/include" all.cpp
if grep -rlE 'rdkafka|yaml-cpp/|re2/' "$PREFIX/include" --include='*.hpp' | xargs -r grep -lE '^#include <(librdkafka|yaml-cpp|re2)/' >&2; then
  fail "an installed header includes a library that only the runtime's sources may see"
fi
