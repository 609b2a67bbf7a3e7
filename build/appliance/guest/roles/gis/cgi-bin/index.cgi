#!/bin/sh
# The map: /places, and /routes?from=NAME, the way from one place to every other.
. /roles/web.sh
data=/roles/gis/places.tsv

case ${REQUEST_URI%%\?*} in
  /health/) health ;;
  /places/)
    answer '200 OK' application/json
    awk -F'\t' 'BEGIN { print "[" } { printf "%s{\"name\":\"%s\",\"lat\":%s,\"lon\":%s}", (NR > 1 ? ",\n" : ""), $1, $2, $3 } END { print "\n]" }' $data
    ;;
  /routes/)
    from=$(parameter from)
    if ! cut -f1 $data | grep -qixF -- "$from"; then
      answer '404 Not Found' application/json
      printf '{"error":"no such place: %s"}\n' "$(printf '%s' "$from" | json)"
      exit
    fi
    answer '200 OK' application/json
    # Great circles on a round earth of 6371 km: good to half a percent.
    FROM=$from awk -F'\t' -f /roles/gis/angles.awk -f /roles/gis/routes.awk $data
    ;;
  *) missing ;;
esac
