# --- percent with a mapping, repetition, format specification
import os
os.remove("%(a)s.txt" % {"a": "b"})  # want fs.delete @import -> "b.txt"
os.remove("a" * 3)  # want fs.delete @import -> "aaa"
os.remove(f"{1:02d}.txt")  # want? fs.delete @import -> "01.txt"
# --- strip, split, title
import os
os.remove(" a.txt ".strip())  # want fs.delete @import -> "a.txt"
os.remove("b.txt,c.txt".split(",")[1])  # want fs.delete @import -> "c.txt"
os.remove("D.TXT".swapcase())  # want fs.delete @import -> "d.txt"
os.remove("".join(reversed("txt.e")))  # want fs.delete @import -> "e.txt"
# --- rot13 and other codecs
import codecs, os
os.remove(codecs.decode("n.gkg", "rot13"))  # want fs.delete @import -> "a.txt"
os.remove(codecs.decode("622e747874", "hex").decode())  # want fs.delete @import -> "b.txt"
# --- compressed code that is run
import base64, zlib
exec(zlib.decompress(base64.b64decode("eJzLzC3ILypRyC+2zi/WK0rNzS9L1VBKVNIEAHLsCG0=")))  # want code.eval @import, want fs.delete @import -> "a"
# --- exclusive or
import os
os.remove("".join(chr(c ^ 1) for c in [96, 47, 117]))  # want fs.delete @import -> "a.t"
# --- a text in two steps
import os
name = "a"
name = name + ".txt"
os.remove(name)  # want fs.delete @import -> "a.txt"
# --- a text that grows in a loop is not known
import os
name = ""
for part in ["a", ".txt"]:
    name += part
os.remove(name)  # want? fs.delete @import -> "a.txt"
# --- implicit concatenation and raw text
import os
os.remove("a" ".txt")  # want fs.delete @import -> "a.txt"
os.remove(r"b.txt")  # want fs.delete @import -> "b.txt"
# --- bytes and paths
import os
os.remove(b"a.txt")  # want fs.delete @import -> "a.txt"
os.remove(os.sep.join(["a", "b"]))  # want? fs.delete @import -> "a/b"
# --- escapes
import os
os.remove("\x61\u002etxt")  # want fs.delete @import -> "a.txt"
# --- a template and the names of its values
import os
os.remove("%(folder)s/%(name)s" % {"folder": "a", "name": "b.txt"})  # want fs.delete @import -> "a/b.txt"
NAMES = {"name": "c.txt"}
os.remove("%(name)s" % NAMES)  # want fs.delete @import -> "c.txt"
os.remove("%(other)s.txt" % NAMES)  # want fs.delete @import -> "{…}.txt"
# --- what follows an unknown part of a command's word is no part of a variable's name
import subprocess
def run(name):
    subprocess.call(["rm", f"{name}_old"])  # want process.spawn @call -> "rm {…}_old", want fs.delete @call -> "{…}_old"
# --- what is written to no file
import os
def quiet():
    with open(os.devnull, "w") as nothing:
        print(file=nothing)
def log(path=None):
    open(path or os.devnull, "w")  # want fs.write @call
