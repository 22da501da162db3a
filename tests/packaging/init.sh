#!/bin/bash
# `meshgen init`: the starter builds and runs as its last line says; names and files in the way are refused.
source "$(dirname "$0")/lib.sh"
fresh init
meshgen=$PREFIX/bin/meshgen

exits_with 0 "$meshgen" init greeter
says "$SAID" 'cmake -S greeter -B greeter/build'
command=$(sed -n 's/^  \(cmake -S .*\)/\1/p' "$SAID")
CMAKE_PREFIX_PATH="$PREFIX" CMAKE_GENERATOR=Ninja exits_with 0 timeout 200 nice bash -c "$command"
[ "$(grep -c '^Good morning, ' "$SAID")" -eq 3 ] || { cat "$SAID" >&2; fail "not three greetings"; }
says "$SAID" '^3 greetings answered$'

# A second one does not overwrite, and writes nothing beside.
echo '# mine' > greeter/CMakeLists.txt
rm greeter/app/main.cpp
exits_with 4 "$meshgen" init greeter
says "$SAID" "exists: nothing was written"
[ "$(cat greeter/CMakeLists.txt)" = '# mine' ] || fail "CMakeLists.txt was overwritten"
[ ! -e greeter/app/main.cpp ] || fail "main.cpp was written although another file was in the way"

# A link that leads nowhere is in the way, too.
mkdir linked && ln -s elsewhere linked/CMakeLists.txt
exits_with 4 "$meshgen" init linked
[ ! -e linked/elsewhere ] || fail "it wrote through a link"
touch plain
exits_with 4 "$meshgen" init plain

for name in Greeter 9lives '' ../up a/b 'a b' a_b -dash test all clean main std; do
  exits_with 5 "$meshgen" init -- "$name"
done
exits_with 5 "$meshgen" init
exits_with 5 "$meshgen" init one two
[ "$(ls)" = "$(printf '%s\n' greeter linked plain said.txt)" ] || fail "something was written: $(ls)"

# Names that are words of C++ or YAML, or have a dash: still valid contracts that generate.
for name in my-greeter class null true; do
  exits_with 0 "$meshgen" init "$name" --folder "named/$name"
  exits_with 0 "$meshgen" generate "named/$name/asyncapi/$name.yaml" -o "named/$name/gen"
  "$CXX" -std=c++20 -fsyntax-only -I "$PREFIX/include" -I "named/$name/gen" "named/$name/app/main.cpp"
done
