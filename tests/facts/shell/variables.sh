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
curl "${MIRROR:-https://example.org}/a"  # want net.connect @install -> "https://example.org/a", want net.connect @install -> "{…}/a", want env.read @install -> "MIRROR"
SITE=https://example.com
curl "${SITE:-https://example.org}/b"  # want net.connect @install -> "https://example.com/b"
# --- a variable that nobody sets
curl "$MIRROR/a"  # want net.connect @install, want env.read @install -> "MIRROR"
# --- escaped quotes within back quotes
SEEN="`cat \"$OUTPUT\"`"  # want fs.read @install, want env.read @install -> "OUTPUT"
PLAIN="`cat \"a.txt\"`"  # want fs.read @install -> "a.txt"
OTHER=`cat b.txt`  # want fs.read @install -> "b.txt"
# --- what a script takes from its environment
[ "$CI" = true ] && touch a  # want env.read @install -> "CI", want fs.write @install -> "a"
PATH="bin:$PATH"  # want env.read @install -> "PATH", want env.write @install -> "PATH"
export NAME="${NAME:-none}"  # want env.read @install -> "NAME", want env.write @install -> "NAME"
case "${SHELL}" in  # want env.read @install -> "SHELL"
  x) curl -d "$NPM_TOKEN" https://example.org/a ;;  # want secrets.env @install -> "NPM_TOKEN", want net.connect @install -> "https://example.org/a"
esac
go() {
  touch "$HOME/b"  # want env.read @install -> "HOME", want fs.write @install -> "{…}/b"
}
go
# --- what it has from itself, from its shell or from another script
for one in a; do touch "$one"; done  # want fs.write @install -> "a"
read -r ANSWER REST
echo "$ANSWER $REST $1 $# $? $IFS $PWD ${OPTARG} $RANDOM"
use() { echo "$LATER $GIVEN"; local HERE; echo "$HERE"; }
LATER=1
declare -r GIVEN
use
while getopts "a:" flag; do echo "$flag"; done
echo '$QUOTED' \$ESCAPED
. ./settings.sh  # want code.load @install -> "./settings.sh"
echo "$SETTING"
# member settings.sh
SETTING=1
# --- a variable of a script that is not whole
for one in a; do
  NAME="`basename \one_"$one\"`"
  touch "$one" "$OTHER$NAME"  # want env.read @install -> "OTHER"
done
# --- PATH changes for all that follows, not before a command, and other variables are the script's
PATH="/opt/bin:/bin"  # want env.write @install -> "PATH"
MODE=fast
PATH=/bin date
