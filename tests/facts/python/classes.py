# --- a class statement runs its metaclass
import os
class Meta(type):
    def __new__(mcs, *args):
        os.remove("a.txt")  # want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
        return super().__new__(mcs, *args)
    def __init__(cls, *args):
        os.remove("b.txt")  # want fs.delete @import -> "b.txt", want fs.delete @call -> "b.txt"
class Base(metaclass=Meta):
    pass
# --- a metaclass without a class makes none
import os
class Meta(type):
    def __new__(mcs, *args):
        os.remove("a.txt")  # want fs.delete @call -> "a.txt"
# --- a class statement runs what its bases and fields ask for
import os
class Field:
    def __set_name__(self, owner, name):
        os.remove("a.txt")  # want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
class Base:
    def __init_subclass__(cls):
        os.remove("b.txt")  # want fs.delete @import -> "b.txt", want fs.delete @call -> "b.txt"
class Child(Base):
    field = Field()
# --- a base that has no subclass runs no hook
import os
class Base:
    def __init_subclass__(cls):
        os.remove("b.txt")  # want fs.delete @call -> "b.txt"
# --- a decorator of a class runs at its statement
import os
def _register(cls):
    os.remove("a.txt")  # want fs.delete @import -> "a.txt"
    return cls
@_register
class Shop:
    pass
# --- a property that can be set is read by its getter
import os
class _Shop:
    @property
    def name(self):
        return os.environ.get("NAME")  # want env.read @import -> "NAME"
    @name.setter
    def name(self, value):
        os.remove(value)  # want fs.delete @call
print(_Shop().name)
# --- the nearest class in the order of Python, not of the text
import os
class Base:
    def run(self):
        os.remove("a.txt")  # want fs.delete @call -> "a.txt"
class Left(Base):
    pass
class Right(Base):
    def run(self):
        os.remove("b.txt")  # want fs.delete @import -> "b.txt", want fs.delete @call -> "b.txt"
class Both(Left, Right):
    pass
Both().run()
# --- what an object gives one by one
import os
def _drop():
    os.remove("a.txt")  # want fs.delete @import -> "a.txt"
def _keep():
    os.remove("b.txt")  # want fs.delete @call -> "b.txt"
class Tasks:
    def __iter__(self):
        return self
    def __next__(self):
        return _drop
    def other(self):
        return _keep
class Yielding:
    def __iter__(self):
        yield _more
def _more():
    os.remove("c.txt")  # want fs.delete @import -> "c.txt"
for task in Tasks():
    task()
for task in Yielding():
    task()
# --- an exception is made when its class is raised
import os
class Failed(Exception):
    def __init__(self):
        os.remove("a.txt")  # want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
    def __call__(self):
        os.remove("b.txt")  # want fs.delete @call -> "b.txt"
try:
    raise Failed
except Failed as Caught:
    raise Caught
# --- what implements an abstract method runs where it is called
import abc, os
class _Shop(abc.ABC):
    def close(self):
        self._clean()
    @abc.abstractmethod
    def _clean(self): ...
class _Corner(_Shop):
    def _clean(self):
        os.remove("a.txt")  # want fs.delete @call -> "a.txt"
def shut(shop: _Shop):
    shop.close()
# --- a constant of a class is that of the class that an object is of
import subprocess
class Shop:
    command = "alpha"
    def close(self):
        subprocess.call([self.command])  # want process.spawn @call -> "beta", want process.spawn @call -> "alpha"
class Corner(Shop):
    command = "beta"
# --- an object that was just made is of no subclass
import subprocess
class _Shop:
    command = "alpha"
class _Corner(_Shop):
    command = "beta"
def shut():
    subprocess.call([_Shop().command])  # want process.spawn @call -> "alpha"
# --- an object's own attribute comes before those of classes
import subprocess
class Shop:
    command = "alpha"
    def __init__(self):
        self.command = "gamma"
    def close(self):
        subprocess.call([self.command])  # want process.spawn @call -> "alpha", want process.spawn @call -> "gamma"
class Corner(Shop):
    command = "beta"
# --- a class inherits from a generic one
import os
from typing import Generic, TypeVar
T = TypeVar("T")
class _Shop(Generic[T]):
    def clean(self):
        os.remove("a.txt")  # want fs.delete @import -> "a.txt"
class Corner(_Shop[int]):
    pass
Corner().clean()
# --- what is assigned to a property runs its setter
import os

class Settings:
    def __init__(self):
        self.root = "a"

    @property
    def root(self):
        return self._root

    @root.setter
    def root(self, root):
        os.mkdir(root)  # want fs.write @import -> "a", want fs.write @call -> "a", want fs.write @call -> "{…}"
        self._root = root

settings = Settings()
# --- of a base class too, and no attribute of the same name
import os

class Base:
    @property
    def root(self):
        return 1

    @root.setter
    def root(self, root):
        os.mkdir("a")  # want fs.write @import -> "a", want fs.write @call -> "a"

class Settings(Base):
    pass

class Other:
    pass

settings = Settings()
settings.root = 1
# --- an attribute that only has the name of a property
import os

class Base:
    @property
    def root(self):
        return 1

    @root.setter
    def root(self, root):
        os.mkdir("a")  # want fs.write @call -> "a"

class Other:
    pass

other = Other()
other.root = 1
# --- a property is read where its value is not called, too
import os

class Variable:
    def __init__(self, name):
        self.name = name

    @property
    def is_set(self):
        return os.environ.get("A")  # want env.read @import -> "A", want env.read @call -> "A"

    @property
    def length(self):
        return os.environ.get("B")  # want env.read @import -> "B", want env.read @call -> "B"

    def get(self):
        if not self.is_set:
            return None
        found = self.length
        return found

Variable("x").get()
