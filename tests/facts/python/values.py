# --- a loop over functions
import os
for act in [os.remove, len]:
    act("a.txt")  # want fs.delete @import -> "a.txt"
# --- map runs what it is given
import os
list(map(os.remove, ["a.txt"]))  # want fs.delete @import -> "a.txt"
# --- a choice
import os
(os.remove if os.name == "nt" else os.unlink)("a.txt")  # want fs.delete @import -> "a.txt"
# --- a decorator that wraps
import functools, os
def logged(function):
    @functools.wraps(function)
    def inner(*args):
        return function(*args)
    return inner
@logged
def _drop():
    os.remove("a.txt")  # want fs.delete @import -> "a.txt"
_drop()
# --- a context manager made of a generator
import contextlib, os
@contextlib.contextmanager
def _folder():
    os.mkdir("a")  # want fs.write @import -> "a"
    yield "b.txt"
    os.rmdir("a")  # want fs.delete @import -> "a"
with _folder() as name:
    os.remove(name)  # want fs.delete @import -> "b.txt"
# --- replacing what others use
import json
json.loads = len  # want code.patch @import -> "json.loads"
setattr(json, "dumps", len)  # want code.patch @import -> "json.dumps"
# --- a dataclass and a named tuple are quiet
from collections import namedtuple
from dataclasses import dataclass
Point = namedtuple("Point", "x y")
@dataclass
class Shop:
    name: str = "a"
Shop("b"), Point(1, 2)
# --- an own class under a field of another
import os
class Low:
    def drop(self):
        os.remove("a.txt")  # want fs.delete @call -> "a.txt", want fs.delete @import -> "a.txt"
class High:
    def __init__(self):
        self.low = Low()
    def drop(self):
        self.low.drop()
High().drop()
# --- cls and type(self) make the class
import os
class Shop:
    @classmethod
    def make(cls):
        return cls()
    def drop(self):
        os.remove("a.txt")  # want fs.delete @call -> "a.txt", want fs.delete @import -> "a.txt"
Shop.make().drop()
# --- a keyword argument, and words by name
import subprocess
subprocess.run(args="date", shell=True)  # want process.shell @import -> "date"
subprocess.run(args=["date"])  # want process.spawn @import -> "date"
# --- settings that are spread
import subprocess
SETTINGS = {"shell": True}
subprocess.run("date", **SETTINGS)  # want process.shell @import -> "date"
# --- await
import aiohttp
async def fetch():
    async with aiohttp.ClientSession() as session:
        async with session.get("https://example.org/") as answer:  # want net.connect @call -> "https://example.org/"
            return await answer.text()
# --- an instance kept in a module's global
import socket
_link = None
def dial():
    global _link
    _link = socket.socket()
def send():
    _link.connect(("203.0.113.7", 80))  # want net.connect @call -> "203.0.113.7:80"
# --- a name that is deleted, and bound by except
import os
try:
    drop = os.remove
except OSError as drop:
    drop = None
drop("a.txt")  # want fs.delete @import -> "a.txt"
# --- match binds names
import os
match os.remove:
    case drop:
        drop("a.txt")  # want fs.delete @import -> "a.txt"
# --- a comprehension's own names
import os
[os.remove(name) for name in ["a.txt"]]  # want fs.delete @import -> "a.txt"
# --- a method by getattr on self
import os
class Shop:
    def run(self, name):
        getattr(self, "_" + "drop")()
    def _drop(self):
        os.remove("a.txt")  # want fs.delete @call -> "a.txt"
# --- setattr on what is one's own is quiet, whatever the name
class Shop:
    def __init__(self, **fields):
        for name, value in fields.items():
            setattr(self, name, value)
# --- setattr with a name that is not known
import json
def patch(name):
    setattr(json, name, len)  # want code.patch @call
# --- a method of a library's class is replaced, an object's data and a setting are not
import http.client
import http.cookiejar
import logging
http.client.HTTPConnection.send = lambda self, data: None  # want code.patch @import -> "http.client.HTTPConnection.send"
setattr(http.cookiejar, "DefaultCookiePolicy", object)  # want code.patch @import -> "http.cookiejar.DefaultCookiePolicy"
http.client._MAXHEADERS = 1000
logging.root.handlers = list(logging.root.handlers)
logging.root.handlers[0] = None
# --- a variable's default is one of its values
import os, requests
fixed = "https://example.org"
base = os.getenv("BASE_URL", fixed)  # want env.read @import -> "BASE_URL"
requests.get(base.rstrip("/") + "/a")  # want net.connect @import -> "https://example.org/a", want net.connect @import -> "{…}/a"
other = os.getenv("OTHER_URL", default=None)  # want env.read @import -> "OTHER_URL"
requests.get(other)  # want net.connect @import
