#!/bin/bash
# The example, started by hand: what somebody would write who knows bash and QEMU well, and the reference of `npm run bench`.
# launch.sh <folder> <gis ports> <circus ports> <navigator ports>, each SSH,HTTP; <folder>/<name>.args has the arguments of its QEMU, one
# a line. Ends when all three are ready.
set -eu
folder=$1

source "$(dirname "${BASH_SOURCE[0]}")/probes.sh"

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
