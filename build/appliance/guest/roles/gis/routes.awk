# From the place named in the variable FROM to every place of the map: how far, and in which direction one sets out.
{
  name[NR] = $1; lat[NR] = $2 * PI / 180; lon[NR] = $3 * PI / 180
  if (tolower($1) == tolower(ENVIRON["FROM"])) here = NR
}
END {
  split("north,north-east,east,south-east,south,south-west,west,north-west", winds, ",")
  print "["
  for (n = 1; n <= NR; n++) {
    sinlat = sine((lat[n] - lat[here]) / 2)
    sinlon = sine((lon[n] - lon[here]) / 2)
    square = sinlat * sinlat + cosine(lat[here]) * cosine(lat[n]) * sinlon * sinlon
    km = 2 * 6371 * angle(root(square), root(1 - square))
    east = sine(lon[n] - lon[here]) * cosine(lat[n])
    north = cosine(lat[here]) * sine(lat[n]) - sine(lat[here]) * cosine(lat[n]) * cosine(lon[n] - lon[here])
    bearing = int(angle(east, north) * 180 / PI + 360.5) % 360
    wind = winds[int((bearing + 22.5) / 45) % 8 + 1]
    printf "%s{\"from\":\"%s\",\"to\":\"%s\",\"km\":%d,\"bearing\":%d,\"wind\":\"%s\"}", (n > 1 ? ",\n" : ""), name[here], name[n], km + 0.5, bearing, wind
  }
  print "\n]"
}
