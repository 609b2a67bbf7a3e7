# What the small web programs of the roles share. Read with ". /roles/web.sh".

# answer STATUS TYPE: the head of an answer.
answer() { printf 'Status: %s\r\nContent-Type: %s\r\nCache-Control: no-store\r\n\r\n' "$1" "$2"; }

# parameter NAME: its decoded value in the query, at most 80 characters of it and none that control a terminal.
parameter() {
  raw=$(printf '%s' "$QUERY_STRING" | tr '&' '\n' | sed -n "s/^$1=//p" | head -n 1 | tr '+' ' ')
  [ -n "$raw" ] && httpd -d "$raw" | tr -d '\000-\037\177' | cut -c1-80
}

# word NAME: its value on the kernel command line.
word() { sed -n "s/.*\b$1=\([^ ]*\).*/\1/p" /proc/cmdline; }

# json: text on stdin as the inside of a JSON string.
json() { sed 's/\\/\\\\/g; s/"/\\"/g'; }

# html: text on stdin so that it is text in a page, also between quotes.
html() { sed "s/&/\\&amp;/g; s/</\\&lt;/g; s/>/\\&gt;/g; s/\"/\\&quot;/g; s/'/\\&#39;/g"; }

# health: says that this guest serves.
health() { answer '200 OK' application/json; printf '{"role":"%s","serves":true}\n' "$(hostname)"; }

# missing: for every path that is not served.
missing() { answer '404 Not Found' application/json; printf '{"error":"nothing is served here"}\n'; }
