#!/bin/sh
# What a script does that knows its windows: lines of "id desktop x y width height"; gravity 10 places the content.
while read -r id desktop x y width height; do
  wmctrl -i -r "$id" -t "$desktop"
  wmctrl -i -r "$id" -e "10,$x,$y,$width,$height"
done
