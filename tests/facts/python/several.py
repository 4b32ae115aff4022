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
# --- what the rest of too many have in common
import os
def _remove(name):
    os.remove(f"a/{name}.txt")  # want fs.delete @import -> "a/b.txt", want fs.delete @import -> "a/c.txt", want fs.delete @import -> "a/d.txt", want fs.delete @import -> "a/e.txt", want fs.delete @import -> "a/f.txt", want fs.delete @import -> "a/g.txt", want fs.delete @import -> "a/h.txt", want fs.delete @import -> "a/i.txt", want fs.delete @import -> "a/{…}.txt"
_remove("b")
_remove("c")
_remove("d")
_remove("e")
_remove("f")
_remove("g")
_remove("h")
_remove("i")
_remove("j")
_remove("k")
# --- each element of a loop, and none of what is not written
import os
for name in ("a", "b"):
    os.remove(name + ".txt")  # want fs.delete @import -> "a.txt", want fs.delete @import -> "b.txt"
for name in os.listdir("c"):  # want fs.read @import -> "c"
    os.remove("c/" + name)  # want fs.delete @import -> "c/{…}"
# --- what is bound anew in each turn of a loop is not what the turn before left
import os
def drop(folder, turns):
    for turn, part in turns:
        name = "a" if turn else "b"
        name += "-"
        name += part
        os.remove(f"x/{name}.txt")  # want fs.delete @call -> "x/a-{…}.txt", want fs.delete @call -> "x/b-{…}.txt"
# --- what the turn before left counts where it may not be bound anew
import os
def drop(turns):
    name = "a"
    for turn in turns:
        os.remove(name)  # want fs.delete @call -> "a", want fs.delete @call -> "b"
        name = "b"
# --- a value of a table, or its default
import os, sys
FILES = {"linux": "a.txt", "darwin": "b.txt"}
os.remove(FILES[sys.platform])  # want fs.delete @import -> "a.txt", want fs.delete @import -> "b.txt"
os.remove(FILES.get(sys.platform, "c.txt"))  # want fs.delete @import -> "a.txt", want fs.delete @import -> "b.txt", want fs.delete @import -> "c.txt"
os.remove(FILES["linux"])  # want fs.delete @import -> "a.txt"
# --- a value of a table under a key of which a part is known
import os
FILES = {"a-x": "a.txt", "a-y": "b.txt", "c-x": "c.txt"}
def begun(name):
    os.remove(FILES[f"a-{name}"])  # want fs.delete @call -> "a.txt", want fs.delete @call -> "b.txt"
def ended(name):
    file = FILES.get(f"{name}-x", None)
    if file is not None:
        os.remove(file)  # want fs.delete @call -> "a.txt", want fs.delete @call -> "c.txt"
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
# --- each caller tells its own address
import urllib.request as r
def _fetch(url):
    r.urlopen(url)  # want net.connect @import -> "https://ok.example", want net.connect @import -> "https://evil.example"
def _ok():
    _fetch("https://ok.example")
def _evil():
    _fetch("https://evil.example")
_ok()
_evil()
# --- what only one phase's caller gives is told of that phase
import os
def _drop(name):
    os.remove(name)  # want fs.delete @import -> "a.txt", want fs.delete @call -> "b.txt"
def clean():
    _drop("b.txt")
_drop("a.txt")
# --- a public function is given anything, by a caller in the release what it gives
import os
def drop(name):
    os.remove("out/" + name)  # want fs.delete @call -> "out/{…}", want fs.delete @call -> "out/a.txt"
def clean():
    drop("a.txt")
# --- a caller that leaves a parameter out gives its default, and only that
import os
def _drop(name="a.txt"):
    os.remove(name)  # want fs.delete @import -> "a.txt", want fs.delete @call -> "b.txt"
def clean():
    _drop("b.txt")
_drop()
# --- what every caller says is harmless is told of none
import jinja2
def _expand(text, **values):
    return jinja2.Template(text).render(**values)
def page(user):
    return _expand("<b>{{ user }}</b>", user=user)
def line(user):
    return _expand("{{ user }}", user=user)
# --- what one caller does not say is told
import jinja2
def _expand(text, **values):
    return jinja2.Template(text).render(**values)  # want code.eval @call
def page(user):
    return _expand("<b>{{ user }}</b>", user=user)
def line(text):
    return _expand(text)
# --- through callers of callers
import os
def _drop(folder, name):
    os.remove(folder + "/" + name)  # want fs.delete @call -> "one/a", want fs.delete @call -> "two/b"
def _in_folder(folder, name):
    _drop(folder, name)
def one():
    _in_folder("one", "a")
def two():
    _in_folder("two", "b")
# --- another caller's mode does not make it a write
def _open(name, mode):
    return open(name, mode)  # want fs.read @call -> "a.txt", want fs.write @call -> "b.txt"
def read():
    _open("a.txt", "r")
def write():
    _open("b.txt", "w")
# --- what a helper returns is for the call that asked it
import os
def _below(name):
    return "out/" + name
def one():
    os.remove(_below("a.txt"))  # want fs.delete @call -> "out/a.txt"
def two(name):
    os.remove(_below(name))  # want fs.delete @call -> "out/{…}"
# --- what an object was made with is told of its methods, and that it may be made otherwise
import os
class Box:
    def __init__(self, name="a.txt"):
        self.name = name
    def drop(self):
        os.remove(self.name)  # want fs.delete @call -> "a.txt", want fs.delete @call -> "b.txt", want fs.delete @call -> "{…}"
def main():
    Box("b.txt").drop()
# --- the code that one caller gives is run by that caller
import os
def _run(line):
    os.system(line)  # want process.shell @import -> "date", want process.shell @call -> "rm b.txt", want fs.delete @call -> "b.txt"
def clean():
    _run("rm b.txt")
_run("date")
# --- words that a caller gives
import subprocess
def _run(words):
    subprocess.run(words)  # want process.spawn @call -> "rm a.txt", want process.spawn @call -> "date", want fs.delete @call -> "a.txt"
def clean():
    _run(["rm", "a.txt"])
def now():
    _run(["date"])
# --- a function that calls itself
import os
def _walk(name, depth):
    os.remove(name)  # want fs.delete @call -> "a", want fs.delete @call -> "{…}"
    _walk(name + "/x", depth - 1)
def walk():
    _walk("a", 3)
# --- what a generator yields, one by one
import os
def _names():
    yield "a.txt"
    yield "b.txt"
for name in sorted(_names()):
    os.remove(name)  # want fs.delete @import -> "a.txt", want fs.delete @import -> "b.txt"
def _pairs():
    yield "c.txt", 1
for name, size in _pairs():
    os.remove(name)  # want fs.delete @import -> "c.txt"
# --- a path that is a path whoever gives it
from pathlib import Path
def drop(folder):
    open(folder / "a.txt")  # want fs.read @call -> "{…}/a.txt", want fs.read @call -> "b/a.txt"
def clean():
    drop(Path("b"))
# --- what a call gives decides what is returned to it
import os
def pick(kind):
    if kind == "first":
        return "a.txt"
    elif kind == "second":
        return "b.txt"
    return "c.txt"
def second():
    os.remove(pick("second"))  # want fs.delete @call -> "b.txt"
def other():
    os.remove(pick("other"))  # want fs.delete @call -> "c.txt"
def anything(kind):
    os.remove(pick(kind))  # want fs.delete @call -> "a.txt", want fs.delete @call -> "b.txt", want fs.delete @call -> "c.txt"
# --- a number that every call gives is not the parameter's default
import socketserver
def _serve(port=8000):
    socketserver.TCPServer(("localhost", port), object)  # want net.listen @call -> "localhost:80"
def serve():
    _serve(80)
# --- a number that a call leaves out is the parameter's default
import socketserver
def _serve(port=8000):
    socketserver.TCPServer(("localhost", port), object)  # want net.listen @call -> "localhost:8000"
def serve():
    _serve()
# --- an address whose parts may all be something else than their defaults
import requests
class Client:
    def __init__(self, url="https://a.org"):
        self.url = url
    def rows(self, first=0, size=9):
        requests.get(f"{self.url}/r?from={first}&size={size}")  # want net.connect @call -> "https://a.org/r?from=0&size=9", want net.connect @call -> "https://a.org/r?from=0&size={…}", want net.connect @call -> "https://a.org/r?from={…}&size={…}", want net.connect @call -> "{…}/r?from={…}&size={…}"
# --- a decorator that is called with options gives what decorates, not what others decorate
import functools
import os

def marked(made=None, *, level=1):
    if made is None:
        return functools.partial(marked, level=level)
    made.level = level
    return made

@marked
def drop():
    os.remove("a.txt")  # want fs.delete @call -> "a.txt"

@marked(level=2)
class Kept:
    pass
# --- nor is a list or a table what a decorator calls
import os

class Command:
    def __init__(self, run):
        self.run = run
    def __call__(self, *args):
        os.remove("a.txt")  # want fs.delete @call -> "a.txt"

def command(options=None):
    if callable(options):
        return Command(options)
    def wrap(run):
        return Command(run)
    return wrap

@command
def first():
    pass

@command(["--all"])
def second():
    pass

@command()
def third():
    pass
