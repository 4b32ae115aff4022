# --- every file is told
rm -f a "b c" "$DIR"  # want fs.delete @install -> "a", want fs.delete @install -> "b c", want fs.delete @install, want env.read @install -> "DIR"
cat d e  # want fs.read @install -> "d", want fs.read @install -> "e"
mkdir -p f g  # want fs.write @install -> "f", want fs.write @install -> "g"
chmod -R +x h i  # want fs.permission @install -> "h", want fs.permission @install -> "i"
# --- the last of several is where they go
cp a b c  # want fs.write @install -> "c"
# --- what an option takes is no operand
curl -sSLo a.bin https://example.org/a  # want net.connect @install -> "https://example.org/a", want fs.write @install -> "a.bin"
wget -O b.bin https://example.org/b  # want net.connect @install -> "https://example.org/b", want fs.write @install -> "b.bin"
wget -qO- https://example.org/c  # want net.connect @install -> "https://example.org/c"
head -n 5 d.txt  # want fs.read @install -> "d.txt"
ssh -i key example.org  # want net.connect @install -> "example.org"
sudo -u root rm e.txt  # want system.privilege @install, want fs.delete @install -> "e.txt"
node --conditions development script.js  # want process.spawn @install -> "script.js"
node --no-warnings script.js  # want process.spawn @install -> "script.js"
python3 -W error run.py  # want process.spawn @install -> "run.py"
# --- a command that another runs on what it finds
find . -name x -exec rm {} \;  # want fs.read @install -> ".", want fs.delete @install
ls | xargs -n 1 rm  # want fs.read @install, want fs.delete @install
# --- words that only look like commands
echo rm a b
find . -name rm  # want fs.read @install -> "."
# --- an option that something unknown is joined to is no operand
mkdir -m"$MODE" out # want fs.write @install -> "out", want env.read @install -> "MODE"
mkdir "$OUT-m" # want fs.write @install -> "{…}-m", want env.read @install -> "OUT"
# --- a program in a folder that only the run knows
"$VENV/bin/pip" install acme  # want net.connect @install, want env.read @install -> "VENV"
"${VENV}"/bin/python3 run.py  # want process.spawn @install -> "run.py", want env.read @install -> "VENV"
"$VENV/bin" install acme  # want env.read @install -> "VENV"
"$TOOL" install acme  # want env.read @install -> "TOOL"
