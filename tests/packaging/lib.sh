# shellcheck shell=bash
# Sourced by every script here; CMakeLists.txt gives the environment.
set -euo pipefail
: "${REPOSITORY:?}" "${BUILD:?}" "${SCRATCH:?}" "${CMAKE:?}" "${CXX:?}" "${LIBDIR:?}"
export PREFIX="$SCRATCH/prefix" PREFIX_WITHOUT_TOOL="$SCRATCH/prefix-without-tool"
# Objects that the main build made serve here too.
export CCACHE_NOHASHDIR=1 CXX
if [ -n "${CCACHE:-}" ]; then export CMAKE_CXX_COMPILER_LAUNCHER="$CCACHE"; fi
unset CMAKE_GENERATOR DESTDIR MAKEFLAGS

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# Prints what is found, too, so that a failure explains itself.
says() { # says <file> <regular expression>
  grep -qE -- "$2" "$1" || { cat "$1" >&2; fail "no line matches '$2'"; }
}

says_not() {
  if grep -E -- "$2" "$1" >&2; then fail "a line matches '$2'"; fi
}

exits_with() { # exits_with <code> <command> …; what it says is in $SAID
  local wanted=$1 code=0
  shift
  "$@" > "$SAID" 2>&1 || code=$?
  [ "$code" -eq "$wanted" ] || { cat "$SAID" >&2; fail "exit code $code, not $wanted: $*"; }
}

fresh() { # fresh <folder>: empty, below the scratch folder, and entered
  rm -rf "${SCRATCH:?}/$1"
  mkdir -p "$SCRATCH/$1"
  cd "$SCRATCH/$1"
  SAID="$PWD/said.txt"
}

configure() { # configure <source> <build> [option] …
  local source=$1 build=$2
  shift 2
  "$CMAKE" -S "$source" -B "$build" -DCMAKE_BUILD_TYPE=Debug "$@" > "$SAID" 2>&1 || { cat "$SAID" >&2; fail "configure $*"; }
}

build() { # build <folder> [target] …; what it says is in $SAID
  local folder=$1
  shift
  nice "$CMAKE" --build "$folder" -j 2 ${1:+--target "$@"} > "$SAID" 2>&1 || { cat "$SAID" >&2; fail "build $folder $*"; }
}
