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
