# --- a library is handed a function and runs it
# member acme/__main__.py
import os
from framework import Runner
def _drop():
    os.remove("a.txt")  # want fs.delete @bin -> "a.txt"
def main():
    Runner(on_start=_drop).run()
if __name__ == "__main__":
    main()
# --- what is registered while modules are imported does not run then
import os
import framework
@framework.command()
def drop():
    os.remove("a.txt")  # want fs.delete @call -> "a.txt"
def _register():
    framework.register(drop)
_register()
# --- a command of a group runs with the group
# member acme/__init__.py
# member acme/__main__.py
import os
import click
@click.group()
def cli():
    pass
@cli.command()
def drop():
    os.remove("a.txt")  # want fs.delete @bin -> "a.txt"
def _other():
    os.remove("b.txt")  # want fs.delete @bin -> "b.txt"
cli.add_command(_other)
if __name__ == "__main__":
    cli()
# --- a default is made with the object
import os
from dataclasses import dataclass, field
def _drop():
    os.remove("a.txt")  # want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
@dataclass
class Record:
    kept: object = field(default_factory=_drop)
Record()
# --- options of a command line
# member acme/__main__.py
import argparse, os
class Drop(argparse.Action):
    def __call__(self, *args):
        os.remove("a.txt")  # want fs.delete @bin -> "a.txt"
def _command(args):
    os.remove("b.txt")  # want fs.delete @bin -> "b.txt"
def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("-x", action=Drop)
    commands = parser.add_subparsers()
    commands.add_parser("drop").set_defaults(func=_command)
    args = parser.parse_args()
    args.func(args)
if __name__ == "__main__":
    main()
# --- a thread whose start is its own
import os, threading
class Worker(threading.Thread):
    def start(self):
        super().start()
    def run(self):
        os.remove("a.txt")  # want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
Worker().start()
# --- looking at a function does not run it
import inspect, os, typing
def _drop():
    os.remove("a.txt")  # want fs.delete @call -> "a.txt"
def public():
    print(_drop, callable(_drop))
    typing.cast(object, _drop)
    return inspect.signature(_drop)
# --- what is handed over gets its arguments
import atexit, os, threading
from functools import partial
def _drop(name, where="x"):
    os.remove(f"{where}/{name}")  # want fs.delete @import -> "x/a.txt"
atexit.register(_drop, "a.txt")
def _thread(mode, name=None):
    os.remove(name)  # want fs.delete @import -> "b.txt", want fs.delete @import -> "c.txt"
threading.Thread(target=_thread, args=("now", "b.txt")).start()
threading.Thread(target=_thread, args=("now",), kwargs={"name": "c.txt"}).start()
def _each(name):
    os.remove(name)  # want fs.delete @import -> "d.txt"
list(map(_each, ["d.txt"]))
def _part(name):
    os.remove(name)  # want fs.delete @import -> "e.txt"
partial(_part, "e.txt")()
# --- an API that is handed over gets its arguments
import atexit, os
from functools import partial
atexit.register(os.remove, "a.txt")  # want fs.delete @import -> "a.txt"
list(map(os.remove, ["b.txt", "c.txt"]))  # want fs.delete @import -> "b.txt", want fs.delete @import -> "c.txt"
drop = partial(os.remove, "d.txt")  # want fs.delete @import -> "d.txt"
drop()  # want fs.delete @import -> "d.txt"
# --- another partial, and a map that is none
import os
def partial(name):
    return os.getcwd
def map(function, names):
    return names
run = partial("a.txt")
run()
map(os.remove, ["b.txt"])
# --- the other arguments, and what is spread
import os
def _drop():
    os.remove("a.txt")  # want fs.delete @import -> "a.txt"
def _keep():
    os.remove("b.txt")  # want fs.delete @call -> "b.txt"
def _more():
    os.remove("c.txt")  # want fs.delete @import -> "c.txt"
def _run(first, *others):
    others[0]()
def _second(first, second):
    second()
_run(_keep, _drop)
_second(*[_keep, _more])
