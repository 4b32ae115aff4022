# --- a module and a name of it under other names
import os as system
from os import remove as drop
system.remove("a.txt")  # want fs.delete @import -> "a.txt"
drop("b.txt")  # want fs.delete @import -> "b.txt"
# --- an assignment carries what it is given, the last writer counts
import os
act = os.remove
act("a.txt")  # want fs.delete @import -> "a.txt"
act = len
act("b.txt")
# --- unpacking
import os
drop, keep = os.remove, len
drop("a.txt")  # want fs.delete @import -> "a.txt"
keep("b.txt")
# --- getattr with a name that folds
import os
getattr(os, "re" + "move")("a.txt")  # want fs.delete @import -> "a.txt"
# --- getattr with a name that is not known is quiet of what it cannot tell
import os
def public(name):
    getattr(os.path, name)("a.txt")
# --- __import__ and import_module with names that fold
import importlib
__import__("o" + "s").remove("a.txt")  # want fs.delete @import -> "a.txt"
importlib.import_module("so"[::-1]).remove("b.txt")  # want fs.delete @import -> "b.txt"
# --- a computed module name is a load
import importlib
def public(name):
    importlib.import_module(name)  # want code.load @call
# --- a helper that imports what it is told to gives each caller its own module
import importlib
def lazy(name, package=None):
    if package is None:
        package = name
    return importlib.import_module(name)  # want code.load @call
def size(path):
    return lazy("json").loads(path), lazy("shutil").rmtree("a")  # want fs.delete @call -> "a"
def drop():
    lazy("os", "acme").remove("b.txt")  # want fs.delete @call -> "b.txt"
def look():
    lazy("math").remove("c.txt")
def public(name):
    lazy(name).remove("d.txt")
# --- __dict__, vars and globals
import os
os.__dict__["remove"]("a.txt")  # want fs.delete @import -> "a.txt"
vars(os)["remove"]("b.txt")  # want fs.delete @import -> "b.txt"
globals()["os"].remove("c.txt")  # want fs.delete @import -> "c.txt"
# --- a name in a container
import os
table = {"drop": os.remove, "keep": len}
table["drop"]("a.txt")  # want fs.delete @import -> "a.txt"
table["keep"]("b.txt")
# --- a local name hides a global one
from os import remove
def public(remove):
    remove("a.txt")
# --- a function's own name is not the module's
import os
def public():
    os = object()
    os.remove("a.txt")
# --- a class body does not lend its names to its methods
import os
class Shop:
    remove = os.remove
    def public(self):
        remove("a.txt")
# --- global and nonlocal write outside
import os
act = len
def choose():
    global act
    act = os.remove
choose()
act("a.txt")  # want fs.delete @import -> "a.txt"
# --- conditional imports count in both arms
try:
    from os import remove as drop
except ImportError:
    drop = None
drop("a.txt")  # want fs.delete @import -> "a.txt"
# --- what only a type checker imports is not imported
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    import os
    os.remove("a.txt")
# --- from a star import of the standard library
from os import *
remove("a.txt")  # want fs.delete @import -> "a.txt"
# --- walrus
import os
if (drop := os.remove):
    drop("a.txt")  # want fs.delete @import -> "a.txt"
# --- partial and operator helpers
import functools, os
functools.partial(os.remove, "a.txt")()  # want fs.delete @import -> "a.txt"
# --- built-ins by another door
import builtins as b
b.eval("1 + 1")  # want code.eval @import
getattr(__builtins__, "ev" + "al")("1 + 1")  # want code.eval @import
# --- a variable that a name is given is read there
import os
token = os.environ["GITHUB_TOKEN"]  # want secrets.env @import -> "GITHUB_TOKEN"
# --- what is read below a method call
import os
os.environ["EDITOR"].split()  # want env.read @import -> "EDITOR"
"EDITOR" in os.environ.keys()  # want env.enumerate @import
