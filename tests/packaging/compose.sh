#!/bin/bash
# compose/: docker-compose accepts the file, and each agent accepts the settings that it is given there. No engine is needed.
source "$(dirname "$0")/lib.sh"
command -v docker-compose > /dev/null || { echo "docker-compose is not installed"; exit 77; }
fresh compose
docker-compose -f "$REPOSITORY/compose/docker-compose.yml" config -q
docker-compose -f "$REPOSITORY/compose/docker-compose.yml" config > merged.yml
says merged.yml 'KAFKA_ADVERTISED_LISTENERS: INSIDE://kafka:19092,HOST://localhost:9092$'

mapfile -t settings < <(sed -nE 's/^ +(MESH_[A-Z_]+): *(.*)$/\1=\2/p' merged.yml | tr -d "'\"" | sort -u)
[ "${#settings[@]}" -ge 3 ] || fail "agents have no settings: ${settings[*]}"
for agent in orders inventory billing; do
  says merged.yml "^  $agent:$"
  program="$BUILD/generated-samples/$agent"
  [ -x "$program" ] || continue  # samples are not built here
  # 4: no broker at that address, as there is none. A setting that it does not know would be 5. The name must not resolve.
  exits_with 4 env "${settings[@]/kafka:19092/kafka.invalid:19092}" MESH_CONNECT_TIMEOUT_MS=300 timeout 20 "$program"
  exits_with 5 env "${settings[@]}" MESH_NOT_A_SETTING=1 timeout 20 "$program"
done
