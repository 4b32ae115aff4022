# --- a function that is put into a dictionary
import os
_TABLE = {}
def _drop():
    os.remove("a.txt")  # want fs.delete @call -> "a.txt"
_TABLE["drop"] = _drop
def run(name):
    _TABLE[name]()
# --- a loader that is registered with a class
# member acme/registry.py
class Registry:
    _loaders = {}
    @classmethod
    def register(cls, name, loader):
        cls._loaders[name] = loader
    @classmethod
    def load(cls, name):
        loader = cls._loaders.get(name, None)
        if loader is not None:
            loader(name)
# member acme/data.py
import os
from .registry import Registry
def _load(name):
    os.remove("a.txt")  # want fs.delete @call -> "a.txt"
Registry.register("a", _load)
# --- a class that is chosen by its name
import os
class _Drop:
    def __init__(self):
        os.remove("a.txt")  # want fs.delete @import -> "a.txt"
class _Keep:
    def __init__(self):
        os.remove("b.txt")  # want fs.delete @call -> "b.txt"
{"drop": _Drop, "keep": _Keep}["drop"]()
# --- a table of constants, and one of another name
import os
NAMES = {}
NAMES["a"] = "a.txt"
os.remove(NAMES["a"])  # want fs.delete @import -> "a.txt"
OTHER = {}
OTHER["b"] = os.getcwd
def other(name):
    return NAMES[name]
