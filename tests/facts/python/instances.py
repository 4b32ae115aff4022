# --- an instance and its method
import socket
link = socket.socket()
link.connect(("203.0.113.7", 80))  # want net.connect @import -> "203.0.113.7:80"
# --- with … as
with open("a.txt", "w") as file:  # want fs.write @import -> "a.txt"
    file.write("x")
import requests
with requests.Session() as session:
    session.get("https://example.org/")  # want net.connect @import -> "https://example.org/"
# --- a field that the initialiser sets
import requests
class Client:
    def __init__(self):
        self.session = requests.Session()
    def fetch(self):
        self.session.get("https://example.org/")  # want net.connect @call -> "https://example.org/"
# --- a class attribute
import requests
class Client:
    session = requests.Session()
    def fetch(self):
        self.session.get("https://example.org/")  # want net.connect @call -> "https://example.org/"
# --- an inherited method
import os
class Base:
    def drop(self):
        os.remove("a.txt")  # want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
class Child(Base):
    pass
Child().drop()
# --- super reaches the method above, not the one beside
import os
class Base:
    def drop(self):
        os.remove("a.txt")  # want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
class Child(Base):
    def drop(self):
        super().drop()
Child().drop()
# --- a method of an external base
import requests
class Session(requests.Session):
    def fetch(self):
        self.get("https://example.org/")  # want net.connect @call -> "https://example.org/"
# --- a property runs when it is read
import os
class Shop:
    @property
    def open(self):
        os.remove("a.txt")  # want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
Shop().open
# --- a static method and a class method
import os
class Shop:
    @staticmethod
    def one():
        os.remove("a.txt")  # want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
    @classmethod
    def two(cls):
        cls.one()
Shop.two()
# --- an instance that is called
import os
class Job:
    def __call__(self):
        os.remove("a.txt")  # want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
Job()()
# --- entering, iterating
import os
class Guard:
    def __enter__(self):
        os.remove("a.txt")  # want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
    def __exit__(self, *args):
        os.remove("b.txt")  # want fs.delete @import -> "b.txt", want fs.delete @call -> "b.txt"
    def __iter__(self):
        os.remove("c.txt")  # want fs.delete @import -> "c.txt", want fs.delete @call -> "c.txt"
        return iter(())
with Guard():
    pass
for _ in Guard():
    pass
# --- operators run methods
import os
class Sum:
    def __add__(self, other):
        os.remove("a.txt")  # want? fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
Sum() + 1
# --- a metaclass and __init_subclass__
import os
class Base:
    def __init_subclass__(cls):
        os.remove("a.txt")  # want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
class Child(Base):
    pass
# --- an annotated parameter
import requests
def fetch(session: requests.Session):
    session.get("https://example.org/")  # want net.connect @call -> "https://example.org/"
# --- what a function returns
import socket
def _dial():
    return socket.socket()
_dial().connect(("203.0.113.7", 80))  # want net.connect @import -> "203.0.113.7:80"
# --- a class of the same name as a library's is not the library's
class Session:
    def get(self, url):
        return url
Session().get("https://example.org/")
# --- a field that was just assigned is what this call was given
import os
class Store:
    def __init__(self, path="a.txt"):
        self.path = path
        os.remove(self.path)  # want fs.delete @call -> "a.txt", want fs.delete @call -> "{…}"
    def move(self):
        self.path = "b.txt"
        os.remove(self.path)  # want fs.delete @call -> "b.txt"
# --- a field that something else may have assigned in between
import os
class Store:
    def move(self):
        self.path = "b.txt"
        self._choose()
        os.remove(self.path)  # want fs.delete @call -> "b.txt", want fs.delete @call -> "c.txt"
    def _choose(self):
        self.path = "c.txt"
# --- a field that one arm assigns, and one that each arm does
import os
class Store:
    def __init__(self):
        self.path = "a.txt"
        self.name = "n.txt"
    def drop(self, other):
        if other:
            self.path = "b.txt"
            self.name = "m.txt"
        else:
            self.name = "o.txt"
        os.remove(self.path)  # want fs.delete @call -> "a.txt", want fs.delete @call -> "b.txt"
        os.rmdir(self.name)  # want fs.delete @call -> "m.txt", want fs.delete @call -> "n.txt", want fs.delete @call -> "o.txt"
# --- a field that the next turn of a loop assigns before
import os
class Store:
    def drop(self, names):
        self.path = "a.txt"
        for name in names:
            os.remove(self.path)  # want fs.delete @call -> "a.txt", want fs.delete @call -> "b.txt"
            self.path = "b.txt"
# --- what a dataclass is made with
import os
from dataclasses import dataclass
@dataclass
class Place:
    path: str
    other: str = "c.txt"
    def drop(self):
        os.remove(self.path)  # want fs.delete @import -> "a.txt", want fs.delete @import -> "b.txt", want fs.delete @call -> "a.txt", want fs.delete @call -> "b.txt", want fs.delete @call -> "{…}"
        os.rmdir(self.other)  # want fs.delete @import -> "c.txt", want fs.delete @import -> "d.txt", want fs.delete @call -> "c.txt", want fs.delete @call -> "d.txt", want fs.delete @call -> "{…}"
Place("a.txt").drop()
Place(path="b.txt", other="d.txt").drop()
# --- a field of an own class
import os
from dataclasses import dataclass
from typing import ClassVar, Optional
class Entry:
    def read(self):
        return os.environ["ACME"]  # want env.read @import -> "ACME", want env.read @call -> "ACME"
@dataclass(frozen=True)
class Option:
    kind: ClassVar[str] = "option"
    entry: Optional["Entry"]
    def read(self):
        return self.entry.read()
class Options:
    first = Option(Entry())
def setting():
    return Options.first.read()
VALUE = setting()
# --- a field of a base that is made like it
import os
from pydantic import BaseModel
class Entry:
    def drop(self):
        os.remove("a.txt")  # want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
class Base(BaseModel):
    entry: Entry
class Child(Base):
    name: str = ""
    def drop(self):
        self.entry.drop()
Child(entry=Entry()).drop()
# --- what a named tuple and a class of attrs are made with
import attr, os
from typing import NamedTuple
class Pair(NamedTuple):
    path: str
    text: str = ""
@attr.s(auto_attribs=True)
class Place:
    path: str = attr.ib(default="b.txt")
os.remove(Pair("a.txt").path)  # want fs.delete @import -> "a.txt"
os.remove(Place().path)  # want fs.delete @import -> "b.txt"
# --- a default that is made with the object, and the value that is given for it
import os
from dataclasses import dataclass, field
def _drop():
    os.remove("a.txt")  # want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
    return "b.txt"
@dataclass
class Place:
    path: str = field(default_factory=_drop)
os.remove(Place().path)  # want fs.delete @import -> "b.txt"
# --- a class that makes itself has no other constructor
import os
from dataclasses import dataclass
@dataclass
class Place:
    path: str
    def __init__(self, folder):
        self.path = f"{folder}/a.txt"
os.remove(Place("x").path)  # want fs.delete @import -> "x/a.txt"
