#!/bin/sh
# The crash companion as a sidecar. POGO_RUN is the folder that it shares with its node, for the socket and the secret,
# which is made here unless it is there. Both processes must have the same user id.
set -eu
run=${POGO_RUN:-/run/pogo}
if [ ! -s "$run/secret" ]; then
  umask 077
  head -c 32 /dev/urandom | base64 > "$run/secret.new"
  mv "$run/secret.new" "$run/secret"
fi
exec java -Xmx16m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData \
  -jar "${POGO_COMPANION_JAR:-/opt/pogo/pogo-companion.jar}" \
  --listen "unix:$run/companion.sock" --secret "$run/secret"
