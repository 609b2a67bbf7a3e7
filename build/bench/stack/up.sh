#!/bin/bash
# The stack, started by hand. <folder>/<name>.args has the arguments of a guest's QEMU, one a line; <folder>/<name>.ports its SSH port,
# and where it serves pages its HTTP port.
#   up.sh <folder> one <name>          starts one guest and waits until it is ready
#   up.sh <folder> answers <name>      waits for one that was started
#   up.sh <folder> layers <names> ...  layer after layer, each when the one before is ready; names are separated by commas
# VIRSH names a libvirt to start them with instead of QEMU itself.
set -eu
folder=$1 how=$2
shift 2
source "$(dirname "${BASH_SOURCE[0]}")/../probes.sh"

one() {
  local name=$1
  if [ -n "${VIRSH:-}" ]; then
    # shellcheck disable=SC2086
    $VIRSH start "$name" >/dev/null
  else
    mapfile -t args <"$folder/$name.args"
    "$QEMU" "${args[@]}"
  fi
  answers "$name"
}

answers() {
  local ssh http=
  read -r ssh http <"$folder/$1.ports" || true
  until_it_passes banner "$ssh" &
  local banner=$!
  [ -z "$http" ] || until_it_passes page "$http" /places.tsv Vienna
  wait "$banner"
}

layers() {
  for layer in "$@"; do
    local started=()
    for name in ${layer//,/ }; do
      one "$name" &
      started+=($!)
    done
    for guest in "${started[@]}"; do wait "$guest"; done
  done
}

"$how" "$@"
