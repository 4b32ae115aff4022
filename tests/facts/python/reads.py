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
