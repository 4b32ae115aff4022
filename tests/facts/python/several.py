# --- either of two
import os, sys
name = "a" if sys.argv else "b"
os.remove(name + ".txt")  # want fs.delete @import -> "a.txt", want fs.delete @import -> "b.txt"
if sys.argv:
    other = "c.txt"
else:
    other = "d.txt"
os.remove(other)  # want fs.delete @import -> "c.txt", want fs.delete @import -> "d.txt"
# --- the last assignment hides the ones before
import os
name = "a.txt"
name = "b.txt"
os.remove(name)  # want fs.delete @import -> "b.txt"
# --- a default for what is not known
import os, urllib.request
host = os.environ.get("HOST") or "example.org"  # want env.read @import -> "HOST"
urllib.request.urlopen(f"https://{host}/a")  # want net.connect @import -> "https://example.org/a", want net.connect @import -> "https://{…}/a"
# --- the same name is the same wherever it stands
import os, sys
side = "a" if sys.argv else "b"
os.remove(f"{side}/{side}.txt")  # want fs.delete @import -> "a/a.txt", want fs.delete @import -> "b/b.txt"
# --- each combination of what is not
import os, sys
folder = "a" if sys.argv else "b"
name = "1" if sys.flags else "2"
os.remove(folder + "/" + name)  # want fs.delete @import -> "a/1", want fs.delete @import -> "a/2", want fs.delete @import -> "b/1", want fs.delete @import -> "b/2"
# --- None and empty text are no file
import os, sys
name = None
if sys.argv:
    name = "a.txt"
os.remove(name)  # want fs.delete @import -> "a.txt"
os.remove("b.txt" if sys.argv else "")  # want fs.delete @import -> "b.txt"
# --- more than can be told, and the rest
import os
for name in ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]:
    os.remove(name)  # want fs.delete @import -> "1", want fs.delete @import -> "2", want fs.delete @import -> "3", want fs.delete @import -> "4", want fs.delete @import -> "5", want fs.delete @import -> "6", want fs.delete @import -> "7", want fs.delete @import -> "8", want fs.delete @import -> "{…}"
# --- each element of a loop, and none of what is not written
import os
for name in ("a", "b"):
    os.remove(name + ".txt")  # want fs.delete @import -> "a.txt", want fs.delete @import -> "b.txt"
for name in os.listdir("c"):  # want fs.read @import -> "c"
    os.remove("c/" + name)  # want fs.delete @import -> "c/{…}"
# --- a value of a table, or its default
import os, sys
FILES = {"linux": "a.txt", "darwin": "b.txt"}
os.remove(FILES[sys.platform])  # want fs.delete @import -> "a.txt", want fs.delete @import -> "b.txt"
os.remove(FILES.get(sys.platform, "c.txt"))  # want fs.delete @import -> "a.txt", want fs.delete @import -> "b.txt", want fs.delete @import -> "c.txt"
os.remove(FILES["linux"])  # want fs.delete @import -> "a.txt"
# --- either of two paths
import sys
from pathlib import Path
base = Path("a") if sys.argv else Path("b")
(base / "x.txt").unlink()  # want fs.delete @import -> "a/x.txt", want fs.delete @import -> "b/x.txt"
# --- each of two lines is run
import os, sys
line = "rm a.txt" if sys.argv else "date"
os.system(line)  # want process.shell @import -> "rm a.txt", want process.shell @import -> "date", want fs.delete @import -> "a.txt"
# --- each of two encoded texts is decoded
import base64
for code in ("aW1wb3J0IG9zOyBvcy5yZW1vdmUoImEudHh0Iik=", "aW1wb3J0IG9zOyBvcy5yZW1vdmUoImIudHh0Iik="):
    exec(base64.b64decode(code))  # want code.eval @import, want fs.delete @import -> "a.txt", want fs.delete @import -> "b.txt"
