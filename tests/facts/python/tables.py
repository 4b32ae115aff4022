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
# --- a loader that is registered, and is dropped when it has run
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
            cls._loaders[name] = None
# member acme/data.py
import os
from .registry import Registry
def _load(name):
    os.remove("a.txt")  # want fs.delete @call -> "a.txt"
for each in ["a", "b"]:
    Registry.register(each, _load)
# --- all that is registered runs
# member acme/__main__.py
import os
_HOOKS = []
_TABLE = {}
def _hook():
    os.remove("a.txt")  # want fs.delete @bin -> "a.txt"
def _loader(name):
    os.remove("b.txt")  # want fs.delete @bin -> "b.txt"
def _other():
    os.remove("c.txt")  # want fs.delete @bin -> "c.txt"
_HOOKS.append(_hook)
_TABLE.setdefault("a", _loader)
if __name__ == "__main__":
    for hook in _HOOKS:
        hook()
    for name, loader in list(_TABLE.items()):
        loader(name)
    {"a": _hook}.get("b", _other)()
# --- a list of one function is not that of another, and what is only kept does not run
# member acme/__main__.py
import os
_KEPT = []
def _hook():
    os.remove("a.txt")  # want fs.delete @call -> "a.txt"
def gather():
    hooks = []
    hooks.append(_hook)
    _KEPT.append(_hook)
    return len(hooks)
def run():
    hooks = []
    for hook in hooks:
        hook()
if __name__ == "__main__":
    run()
    print(len(_KEPT))
# --- a table of loaders, asked by one of many keys
import os
_TABLE = {}
def _load(code):
    os.remove("region_%s" % code)  # want fs.delete @import -> "region_a", want fs.delete @call -> "region_{…}"
for each in ("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"):
    _TABLE[each] = _load
def region(code):
    loader = _TABLE.get(code)
    if loader is not None:
        loader(code)
region("a")
# --- what stands in a table last, when nothing ran in between
import os
def _first():
    os.remove("a.txt")  # want fs.delete @call -> "a.txt"
def _second():
    os.remove("b.txt")  # want fs.delete @import -> "b.txt"
table = {"run": _first}
table["run"] = _second
table["run"]()
# --- what stands in a table that something else may have changed
import os
def _first():
    os.remove("a.txt")  # want fs.delete @import -> "a.txt"
def _second():
    os.remove("b.txt")  # want fs.delete @import -> "b.txt"
table = {"run": _first}
table["run"] = _second
print(table)
table["run"]()
# --- a table that is brought up to date
import os
def _first():
    os.remove("a.txt")  # want fs.delete @call -> "a.txt"
def _second():
    os.remove("b.txt")  # want fs.delete @import -> "b.txt"
table = {"run": _first}
table.update({"run": _second})
table["run"]()
# --- an item of a table that is handed over
import os
def _drop():
    os.remove("a.txt")  # want fs.delete @import -> "a.txt"
def _keep():
    os.remove("b.txt")  # want fs.delete @call -> "b.txt"
def run(table):
    table["drop"]()
run({"drop": _drop, "keep": _keep})
# --- an element that is replaced, and a part of a list
import os
def _first():
    os.remove("a.txt")  # want fs.delete @import -> "a.txt"
def _second():
    os.remove("b.txt")  # want fs.delete @import -> "b.txt"
def _third():
    os.remove("c.txt")  # want fs.delete @call -> "c.txt"
todo = [None, _second, _third]
todo[0] = _first
todo[0]()
todo[1:][0]()
# --- a table of pairs holds functions for later
import os
from collections import OrderedDict
def _drop():
    os.remove("a.txt")  # want fs.delete @call -> "a.txt"
class Shop:
    def __init__(self):
        self._tasks = OrderedDict([("drop", _drop), ("print", print)])
    def run(self, name):
        self._tasks[name]()
# --- what a table of pairs holds under another key does not run
import os
def _drop():
    os.remove("a.txt")  # want fs.delete @call -> "a.txt"
_TASKS = dict([("drop", _drop), ("print", print)])
_TASKS["print"]()
# --- what many texts of a table have in common
import importlib
NAMES = {"A": "acme.a_x", "B": "acme.b_x", "C": "acme.c_x", "D": "acme.d_x", "E": "acme.e_x", "F": "acme.f_x", "G": "acme.g_x", "H": "acme.h_x", "I": "acme.i_x"}
def load(name):
    importlib.import_module(NAMES[name])  # want code.load @call -> "acme.a_x", want code.load @call -> "acme.b_x", want code.load @call -> "acme.c_x", want code.load @call -> "acme.d_x", want code.load @call -> "acme.e_x", want code.load @call -> "acme.f_x", want code.load @call -> "acme.g_x", want code.load @call -> "acme.{…}_x"
