#!/bin/sh
# One page, composed anew at every request: which circuses are near a place, and the way there. It knows no place and no
# show by itself: places and ways come from the guest gis, shows from the guest circus. Whoever does not answer is named.
. /roles/web.sh

case ${REQUEST_URI%%\?*} in
  /health/) health; exit ;;
  /) ;;
  *) missing; exit ;;
esac

gis=http://$(word gis)
circus=http://$(word circus)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# ask NAME URL: its JSON as lines of tab-separated values, one object a line; fails when there is no answer.
ask() {
  # Not "wget -T": the wget of Debian's static busybox breaks off with it.
  timeout 8 wget -q -O "$work/$1.json" "$2" 2>/dev/null || return 1
  awk '/^[{]/ { gsub(/^[{]|[}],?$/, ""); gsub(/,?"[a-z]+":"?/, "\t"); gsub(/"/, ""); sub(/^\t/, ""); print }' "$work/$1.json" >"$work/$1"
}

near=$(parameter near)
near=${near:-Vienna}
silent=
ask places "$gis/places/" || silent="$silent gis"
ask shows "$circus/shows/" || silent="$silent circus"
touch "$work/places" "$work/shows"
# Names that can be told apart only by the case of their letters are not in the list.
place=$(cut -f1 "$work/places" | grep -ixF -- "$near" | head -n 1)
if [ -n "$place" ]; then
  ask routes "$gis/routes/?from=$(printf '%s' "$place" | sed 's/ /+/g')" || silent="$silent gis"
fi
touch "$work/routes"

answer '200 OK' 'text/html; charset=utf-8'
title="Circuses near $(printf '%s' "${place:-$near}" | html)"
cat <<HTML
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>$title</title>
<style>
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  body { max-width: 46rem; margin: 2.5rem auto; padding: 0 1rem; }
  h1 { font-size: 1.5rem; margin: 0 0 1rem; }
  form { margin: 0 0 1.5rem; }
  table { width: 100%; border-collapse: collapse; }
  th, td { text-align: left; padding: .45rem .6rem; border-bottom: 1px solid #8884; }
  td.number { text-align: right; font-variant-numeric: tabular-nums; }
  .missing { border-left: 4px solid #d9822b; padding: .5rem .8rem; background: #d9822b22; }
  footer { margin-top: 2rem; opacity: .7; font-size: .85rem; }
</style>
</head>
<body>
<h1>$title</h1>
<form>
<label>Near <input name="near" list="places" value="$(printf '%s' "${place:-$near}" | html)"></label>
<datalist id="places">$(cut -f1 "$work/places" | html | sed 's/.*/<option>&<\/option>/')</datalist>
<button>Look</button>
</form>
HTML

case $silent in *gis*) printf '<p class="missing" data-missing="gis"><b>gis does not answer</b> (%s): no places are known, and no way can be told.</p>\n' "$gis" ;; esac
case $silent in *circus*) printf '<p class="missing" data-missing="circus"><b>circus does not answer</b> (%s): no shows are known.</p>\n' "$circus" ;; esac
if [ -z "$place" ] && [ -s "$work/places" ]; then
  printf '<p class="missing" data-missing="place">gis knows no place called “%s”.</p>\n' "$(printf '%s' "$near" | html)"
fi

if [ -s "$work/shows" ]; then
  echo '<table><thead><tr><th>Circus</th><th>Place</th><th>When</th><th>Distance</th><th>The way there</th></tr></thead><tbody>'
  # Joined by the name of the place; what is not on the map comes last.
  awk -F'\t' '
    NR == FNR { km[$2] = $3; bearing[$2] = $4; wind[$2] = $5; next }
    { far = $2 in km ? km[$2] : 99999; printf "%05d\t%s\t%s\t%s\t%s\n", far, $0, km[$2], bearing[$2], wind[$2] }
  ' "$work/routes" "$work/shows" | sort | html | awk -F'\t' '
    { distance = $7 == "" ? "unknown" : $7 " km"; way = $9 == "" ? "unknown" : $7 == 0 ? "you are there" : "to the " $9 " (" $8 "°)" }
    { printf "<tr><td><b>%s</b><br>%s</td><td>%s</td><td>%s %s</td><td class=\"number\">%s</td><td>%s</td></tr>\n", $2, $6, $3, $4, $5, distance, way }'
  echo '</tbody></table>'
fi
cat <<HTML
<footer>Composed by the guest $(hostname) at $(date -u +%H:%M:%S) UTC, from the places of gis and the shows of circus.</footer>
</body>
</html>
HTML
