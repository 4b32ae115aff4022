# --- a variable of the script, of a function, of a loop
URL=https://example.org/a
wget "$URL"  # want net.connect @install -> "https://example.org/a"
get() {
  local from="https://example.org/b"
  curl -fsSL "${from}"  # want net.connect @install -> "https://example.org/b"
}
get
for file in c.txt; do
  rm "$file"  # want fs.delete @install -> "c.txt"
done
# --- what a function is given
drop() {
  rm "$2"  # want fs.delete @install -> "a.txt"
}
drop now a.txt
# --- a word for the case that a variable has none
curl "${MIRROR:-https://example.org}/a"  # want net.connect @install -> "https://example.org/a", want net.connect @install -> "{…}/a"
SITE=https://example.com
curl "${SITE:-https://example.org}/b"  # want net.connect @install -> "https://example.com/b"
# --- a variable that nobody sets
curl "$MIRROR/a"  # want net.connect @install
# --- escaped quotes within back quotes
SEEN="`cat \"$OUTPUT\"`"  # want fs.read @install
PLAIN="`cat \"a.txt\"`"  # want fs.read @install -> "a.txt"
OTHER=`cat b.txt`  # want fs.read @install -> "b.txt"
