# --- a name that is given what is read
import os
one: str = os.environ["EDITOR"]  # want env.read @import -> "EDITOR"
# --- a class attribute that is given it
import os
class Settings:
    two = os.environ["SHELL"]  # want env.read @import -> "SHELL"
# --- a field, a pair and an argument that are given it
import os
class Shop:
    def __init__(self):
        self.one = os.environ["EDITOR"]  # want env.read @call -> "EDITOR"
def public():
    two = os.environ["SHELL"], 1  # want env.read @call -> "SHELL"
    return print(os.environ["LANG"], two)  # want env.read @call -> "LANG"
# --- another name of the environment reads nothing by itself
import os
env = os.environ
env["EDITOR"]  # want env.read @import -> "EDITOR"
# --- all of it, copied or gone through
import os
child = dict(os.environ, MODE="fast")  # want env.enumerate @import
for name in os.environ:  # want env.enumerate @import
    print(name)
# --- a template that asks for one variable reads that one
import os
"{0[EDITOR]} {{}} {0[LANG]}".format(os.environ)  # want env.read @import -> "EDITOR", want env.read @import -> "LANG"
"{EDITOR} {mode}".format(mode="fast", **os.environ)  # want env.read @import -> "EDITOR"
"{EDITOR}".format_map(os.environ)  # want env.read @import -> "EDITOR"
"%(EDITOR)s 100%%" % os.environ  # want env.read @import -> "EDITOR"
# --- a template that shows all of it
import os
"{0[EDITOR]} {0}".format(os.environ)  # want env.enumerate @import
"%s" % os.environ  # want env.enumerate @import
f"{os.environ!r} {os.environ}"  # want env.enumerate @import
# --- what is tested, compared or measured is not gone through
import os
if os.environ and len(os.environ) > 2 and not isinstance(os.environ, dict):
    pass
while not os.environ:
    pass
# --- all of it, handed to what takes it
import json, os
def show(env):
    print(env)
def keep(env=os.environ):  # want env.enumerate @import
    return {**env}
def lend(env=os.environ):
    return env["EDITOR"] if env else None
show(os.environ)  # want env.enumerate @import
json.dumps(os.environ)  # want env.enumerate @import
merged = os.environ | {"MODE": "fast"}  # want env.enumerate @import
class Shop:
    env = {**os.environ}  # want env.enumerate @import
    def everything(self):
        return os.environ  # want env.enumerate @call
# --- one variable, asked for by a function of the release
import os
def editor(env, key="EDITOR"):
    return env["EDITOR"]
def measured(*, env):
    return len(env)
editor(os.environ)  # want env.read @import -> "EDITOR"
measured(env=os.environ)
# --- one variable is set for a while
import os
from unittest import mock
from unittest.mock import patch
def public(monkeypatch, key):
    monkeypatch.setitem(os.environ, "COLUMNS", "80")  # want env.write @call -> "COLUMNS"
    monkeypatch.delitem(os.environ, key)  # want env.write @call
with mock.patch.dict(os.environ, {"EDITOR": "vi"}, clear=True):  # want env.write @import -> "EDITOR"
    pass
@patch.dict(os.environ, LANG="C")  # want env.write @import -> "LANG"
def other():
    pass
# --- a mapping that is no environment is set and shown
from unittest.mock import patch
environ = {}
def public(monkeypatch):
    monkeypatch.setitem(environ, "COLUMNS", "80")
    with patch.dict(environ, {"EDITOR": "vi"}):
        return "{0[EDITOR]}".format(environ)
# --- a function that is read before those that call it
import os
def _home_of(environ):
    return environ["HOME"]  # want env.read @import -> "HOME"
def _begin():
    return _home_of(os.environ)
_begin()
