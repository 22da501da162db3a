#!/bin/bash
# fetch.sh [VERSION]: the jars of that version of Apache Kafka (KAFKA_VERSION, 3.9.2) into the cache, once; prints their folder.
# The cache is KAFKA_CACHE, or meshgen/kafka in the user's cache folder. mvn asks where this machine's settings send it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
version=${1:-${KAFKA_VERSION:-3.9.2}}
cache=${KAFKA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/meshgen/kafka}
folder=$cache/$version

need() { # program package
  command -v "$1" > /dev/null && return
  echo "Real brokers need '$1', and it is not here: install $2 (.ci/packages broker does), or leave the label 'broker' out" >&2
  exit 4
}

need java default-jre-headless
if [ ! -d "$folder" ]; then
  need mvn maven
  mkdir -p "$cache"
  # Two runs may share the cache: the second waits here and then finds the folder.
  exec 9> "$cache/lock"
  flock 9
fi
if [ ! -d "$folder" ]; then
  part=$cache/$version.part
  rm -rf "$part"
  mvn -q -B -f "$here/pom.xml" -Dkafka.version="$version" -P"kafka${version%%.*}" \
    org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies \
    -DincludeScope=runtime -DoutputDirectory="$part" >&2 || {
    rm -rf "$part"
    echo "Kafka $version could not be fetched: mvn's words stand above; does this machine's Maven have a repository to ask?" >&2
    exit 4
  }
  mv "$part" "$folder"
fi
echo "$folder"
