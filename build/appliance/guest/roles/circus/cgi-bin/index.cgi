#!/bin/sh
# The programme: /shows, every show with the place where it is.
. /roles/web.sh

case ${REQUEST_URI%%\?*} in
  /health/) health ;;
  /shows/)
    answer '200 OK' application/json
    awk -F'\t' '
      BEGIN { print "[" }
      { printf "%s{\"circus\":\"%s\",\"place\":\"%s\",\"day\":\"%s\",\"time\":\"%s\",\"show\":\"%s\"}", (NR > 1 ? ",\n" : ""), $1, $2, $3, $4, $5 }
      END { print "\n]" }' /roles/circus/shows.tsv
    ;;
  *) missing ;;
esac
