#!/bin/bash
# The example, started by hand: what somebody would write who knows bash and QEMU well, and the reference of `npm run bench`.
# launch.sh <folder> <gis ports> <circus ports> <navigator ports>, each SSH,HTTP; <folder>/<name>.args has the arguments of its QEMU, one
# a line. Ends when all three are ready. A probe is tried every 0.3 s, each try has a second, and tries do not wait for each other.
set -eu
folder=$1

banner() {
  exec 3<>"/dev/tcp/127.0.0.1/$1"
  IFS= read -r -t 1 line <&3
  [[ $line == SSH-* ]]
}

page() {
  exec 3<>"/dev/tcp/127.0.0.1/$1"
  printf 'GET %s HTTP/1.0\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$2" >&3
  IFS= read -r -t 1 -d '' answer <&3 || true
  [[ $answer == HTTP/1.?\ 200* && $answer == *"$3"* ]]
}

until_it_passes() {
  read -r _ < <(
    while :; do
      ("$@" && echo passed) 2>/dev/null &
      sleep 0.3
    done
  )
  kill $!
}

launch() {
  local name=$1 ssh=${2%,*} http=${2#*,}
  mapfile -t args <"$folder/$name.args"
  "$QEMU" "${args[@]}"
  until_it_passes banner "$ssh" &
  local banner=$!
  until_it_passes page "$http" "$3" "$4"
  wait "$banner"
}

launch gis "$2" /places/ Vienna &
gis=$!
launch circus "$3" /shows/ 'The Blue Tent' &
wait "$gis"
wait $!
launch navigator "$4" /health/ ''
