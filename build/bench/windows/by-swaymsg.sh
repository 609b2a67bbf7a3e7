#!/bin/sh
# The same on sway, which knows no wmctrl: lines of "id workspace x y width height", the bounds with the frame.
while read -r id workspace x y width height; do
  swaymsg -q "[con_id=$id] floating enable, resize set $width px $height px, move absolute position $x px $y px, move container to workspace number $workspace"
done
