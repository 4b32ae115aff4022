# --- a relative import
from .low import drop
drop()
# member acme/low.py
import os
def drop():
    os.remove("a.txt")  # want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
# --- a re-export
from .api import drop
drop()
# member acme/api.py
from .low import drop
# member acme/low.py
import os
def drop():
    os.remove("a.txt")  # want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
# --- a star import within the package
from .low import *
drop()
# member acme/low.py
import os
def drop():
    os.remove("a.txt")  # want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
# --- a module that another one imported
from .low import system
system.remove("a.txt")  # want fs.delete @import -> "a.txt"
# member acme/low.py
import os as system
# --- a module's names are its own, whatever a library is called
# member requests.py
def get(url):
    return url
# member acme/__init__.py
import requests
requests.get("https://example.org/")
# --- an instance from another module
from .low import session
session.get("https://example.org/")  # want net.connect @import -> "https://example.org/"
# member acme/low.py
import requests
session = requests.Session()
# --- a base class from another module
from .low import Base
class Client(Base):
    def fetch(self):
        self.session.get("https://example.org/")  # want net.connect @call -> "https://example.org/"
# member acme/low.py
import requests
class Base:
    def __init__(self):
        self.session = requests.Session()
# --- a constant from another module
import os
from .names import NAME
os.remove(NAME)  # want fs.delete @import -> "a.txt"
# member acme/names.py
NAME = "a.txt"
# --- a helper without any token
from .helper import run
import os
run(lambda: os.remove("a.txt"))  # want fs.delete @import -> "a.txt"
# member acme/helper.py
def run(task):
    return task()
# --- imports in circles end
from . import one
# member acme/one.py
from . import two
import os
os.remove("a.txt")  # want fs.delete @import -> "a.txt"
# member acme/two.py
from . import one
# --- a module that is imported by a folded name
import importlib
importlib.import_module("acme." + "low").drop()
# member acme/low.py
import os
def drop():
    os.remove("a.txt")  # want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
# --- a relative import by name is the package's own
# member acme/data/__init__.py
import importlib
def load(code):
    __import__("region_%s" % code, globals(), locals(), ["X"], 1)  # want code.load @call -> "acme.data.region_{…}"
    __import__("region_%s" % code, level=2)  # want code.load @call -> "acme.region_{…}"
    __import__("region_%s" % code)  # want code.load @call -> "region_{…}"
    importlib.import_module(f".region_{code}", __package__)  # want code.load @call -> "acme.data.region_{…}"
# --- a relative import by a known name is followed
__import__("low", globals(), locals(), ["drop"], 1).drop()
# member acme/low.py
import os
def drop():
    os.remove("a.txt")  # want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
