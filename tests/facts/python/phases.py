# --- a module runs when it is imported, a function when it is called
import os
os.remove("a.txt")  # want fs.delete @import -> "a.txt"
def public():
    os.remove("b.txt")  # want fs.delete @call -> "b.txt"
# --- class bodies, defaults and decorators run with the module
import os
class Shop:
    os.remove("a.txt")  # want fs.delete @import -> "a.txt"
def public(x=os.remove("b.txt")):  # want fs.delete @import -> "b.txt"
    return x
def register(function):
    os.remove("c.txt")  # want fs.delete @import -> "c.txt", want fs.delete @call -> "c.txt"
    return function
@register
def other():
    return 1
# --- what is run as a script
import os
if __name__ == "__main__":
    os.remove("a.txt")  # want fs.delete @bin -> "a.txt"
# --- __main__ of a package
# member acme/__main__.py
import os
os.remove("a.txt")  # want fs.delete @bin -> "a.txt"
# --- setup.py runs at install, its command classes too
# member setup.py
import os
from setuptools import setup
from setuptools.command.install import install
class Post(install):
    def run(self):
        os.remove("a.txt")  # want fs.delete @install -> "a.txt"
os.remove("b.txt")  # want fs.delete @install -> "b.txt"
setup(name="acme", cmdclass={"install": Post})
# --- what only the maintainer runs
# member setup.py
import os, sys
from setuptools import setup
if sys.argv[-1] == "publish":
    os.system("twine upload dist/*")  # want process.shell @build -> "twine upload dist/*", want registry.publish @build
setup(name="acme")
# --- tests are only tests
# member tests/test_a.py
import os
def test_a():
    os.remove("a.txt")  # want fs.delete @test -> "a.txt"
# --- a private function that nobody calls is unreached, which is told as call
import os
def _private():
    os.remove("a.txt")  # want fs.delete @call -> "a.txt"
# --- threads, timers and exit handlers run
import atexit, os, threading
threading.Thread(target=lambda: os.remove("a.txt")).start()  # want fs.delete @import -> "a.txt"
# --- a background task of the module
import asyncio, os
async def _main():
    os.remove("a.txt")  # want fs.delete @import -> "a.txt"
asyncio.run(_main())
# --- a lazy attribute of a module
import importlib
def __getattr__(name):
    return importlib.import_module("." + name, __name__)  # want code.load @call
# --- generators run when they are iterated
import os
def _each():
    os.remove("a.txt")  # want fs.delete @import -> "a.txt"
    yield 1
for _ in _each():
    pass
# --- a command that no installation asks for is the maintainer's
# member setup.py
from setuptools import setup
from commands import Build, Release
NAME = input()
setup(name="acme", cmdclass={"release": Release, "build_py": Build, NAME: Release.Other})
# member commands.py
import os
from setuptools import Command
from setuptools.command.build_py import build_py
class Build(build_py):
    def run(self):
        os.remove("a.txt")  # want fs.delete @install -> "a.txt"
class Release(Command):
    def run(self):
        os.remove("b.txt")  # want fs.delete @build -> "b.txt"
    class Other(Command):
        def run(self):
            os.remove("c.txt")  # want fs.delete @install -> "c.txt"
# --- a module that is called "test" and holds tests
# member acme/test.py
import os
from unittest import TestCase
class Shop(TestCase):
    def test_till(self):
        os.remove("a.txt")  # want fs.delete @test -> "a.txt"
# --- a module that is called "test" and holds none
# member acme/test.py
import os
def till():
    os.remove("a.txt")  # want fs.delete @call -> "a.txt"
# --- a function that a module takes out of its own names
import os
def _setup():
    os.remove("a.txt")  # want fs.delete @import -> "a.txt"
globals().pop("_setup")()
# --- a release's own setup() puts commands into the table that it hands on
# member setup.py
from acme_setup import setup
setup(name="acme")
# member acme_setup.py
import os
import setuptools
from setuptools.command.build_ext import build_ext
class Build(build_ext):
    def run(self):
        os.remove("a.txt")  # want fs.delete @install -> "a.txt"
class Check(build_ext):
    def run(self):
        os.remove("b.txt")  # want fs.delete @build -> "b.txt"
def setup(cmdclass=None, **words):
    if cmdclass is None:
        cmdclass = {}
    cmdclass["build_ext"] = Build
    cmdclass["check"] = Check
    setuptools.setup(cmdclass=cmdclass, **words)
# --- what keeps a function with its arguments runs nothing while modules are imported
import os
from functools import partial
import machinery
def _kept(name):
    os.remove("a.txt")  # want fs.delete @call -> "a.txt"
def _handed():
    os.remove("b.txt")  # want fs.delete @call -> "b.txt"
def _called():
    os.remove("c.txt")  # want fs.delete @import -> "c.txt"
TABLE = {"a": partial(_kept, "a")}
machinery.run(partial(_handed))
partial(_called)()
