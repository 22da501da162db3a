#!/bin/bash
# certificates.sh FOLDER: a certificate authority, a broker's key and certificate for 127.0.0.1, and those of the client "alice".
# Java reads broker.pem (key, then certificate), librdkafka reads alice.key and alice.crt; all trust ca.crt. For one day.
set -euo pipefail
command -v openssl > /dev/null || { echo "TLS tests need 'openssl': install the package openssl" >&2; exit 4; }
mkdir -p "$1" && cd "$1"

openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=tests -keyout ca.key -out ca.crt 2> said.txt
signed() { # name extensions
  openssl req -newkey rsa:2048 -nodes -subj "/CN=$1" -keyout "$1.key" -out "$1.csr" 2>> said.txt
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 1 -out "$1.crt" -extfile <(echo "$2") 2>> said.txt
}
signed broker "subjectAltName=IP:127.0.0.1"
signed alice "extendedKeyUsage=clientAuth"
cat broker.key broker.crt > broker.pem
