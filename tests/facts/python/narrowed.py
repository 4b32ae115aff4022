# --- what a name gets where its test asks for it is all that is left
import os, sys
def remove(name):
    if not name.endswith(".txt"):
        name += ".txt"
    os.remove(name)  # want fs.delete @import -> "a.txt", want fs.delete @import -> "b.txt", want fs.delete @call -> "{…}", want fs.delete @call -> "{…}.txt"
remove("a")
remove("b.txt")
# --- a branch is taken only with what its test lets through
import os
def remove():
    count = 0
    while True:
        name = f"a-{count}" if count > 0 else "b"
        os.remove(name)  # want fs.delete @call -> "a-1", want fs.delete @call -> "a-{…}", want fs.delete @call -> "b"
        count += 1
# --- each arm has what it asks for
import os, sys
def remove():
    name = "a" if sys.argv else "b"
    if name == "a":
        os.remove(name)  # want fs.delete @call -> "a"
    else:
        os.remove(name)  # want fs.delete @call -> "b"
    if name in ("b", "c"):
        os.remove(name)  # want fs.delete @call -> "b"
    if not (name != "b" and sys.flags):
        os.remove(name)  # want fs.delete @call -> "a", want fs.delete @call -> "b"
# --- an arm has none of what the arms before it ask for
import os, sys
def remove():
    name = "a" if sys.argv else "b" if sys.flags else "c"
    if name == "a":
        pass
    elif name == "b":
        os.remove(name)  # want fs.delete @call -> "b"
    else:
        os.remove(name)  # want fs.delete @call -> "c"
# --- an arm is passed by without being asked for
import os, sys
def remove():
    name = "a" if sys.argv else "b"
    if sys.flags:
        pass
    elif name == "a":
        name = "c"
    os.remove(name)  # want fs.delete @call -> "a", want fs.delete @call -> "b", want fs.delete @call -> "c"
# --- what a name gets after the test was not asked for
import os, sys
def remove():
    name = "a" if sys.argv else "b"
    if name == "a":
        if sys.flags:
            name = "c"
        os.remove(name)  # want fs.delete @call -> "a", want fs.delete @call -> "c"
# --- a name that is compared with could mean something else by then
import os, sys
ALLOWED = ["a"]
ALLOWED.append("b")
def remove():
    name = "a" if sys.argv else "b"
    if name in ALLOWED:
        os.remove(name)  # want fs.delete @call -> "a", want fs.delete @call -> "b"
# --- a name of a module could be set by anybody
import os, sys
name = "a" if sys.argv else "b"
globals()["name"] = "b"
if name == "a":
    os.remove(name)  # want fs.delete @import -> "a", want fs.delete @import -> "b"
# --- a name of a function could be set by one within it
import os, sys
def remove():
    name = "a" if sys.argv else "b"
    def change():
        nonlocal name
        name = "b"
    if name == "a":
        change()
        os.remove(name)  # want fs.delete @call -> "a", want fs.delete @call -> "b"
# --- what a caller says decides which arm is taken
import os
def _remove(kind):
    if kind == "table":
        name = "a"
    elif kind == "view":
        name = "b"
    else:
        name = "c"
    os.remove(name)  # want fs.delete @call -> "a", want fs.delete @call -> "c"
    if kind == "table":
        os.rmdir(name + kind)  # want fs.delete @call -> "atable"
def remove_table():
    _remove("table")
def remove_index():
    _remove("index")
# --- a test of an attribute tells what was assigned together with it
import os, sys
class _Module:
    def __init__(self):
        if sys.argv:
            self.path = "a"
            self.is_package = True
        if sys.flags:
            self.is_package = False
            self.path = "b.py"
    def remove(self):
        if self.is_package:
            os.remove(self.path + "/__init__.py")  # want fs.delete @import -> "a/__init__.py"
        else:
            os.remove(self.path)  # want fs.delete @import -> "b.py"
        os.remove(self.path)  # want fs.delete @import -> "a", want fs.delete @import -> "b.py"
_Module().remove()
# --- not if one of them is assigned alone
import os, sys
class _Module:
    def __init__(self):
        self.is_package = True
        self.path = "a"
        if sys.flags:
            self.path = "b"
    def remove(self):
        if not self.is_package:
            os.remove(self.path)  # want fs.delete @import -> "a", want fs.delete @import -> "b"
_Module().remove()
# --- not if someone else assigns what is asked
import os, sys
class _Module:
    def __init__(self):
        if sys.argv:
            self.path, self.is_package = "a", True
        else:
            self.path, self.is_package = "b", False
    def remove(self):
        if self.is_package:
            os.remove(self.path)  # want fs.delete @import -> "a", want fs.delete @import -> "b"
module = _Module()
module.is_package = True
module.remove()
# --- not of another object
import os, sys
class _Module:
    def __init__(self):
        if sys.argv:
            self.path, self.is_package = "a", True
        else:
            self.path, self.is_package = "b", False
    def remove(self):
        module = self
        if module.is_package:
            module = _Module()
            os.remove(module.path)  # want fs.delete @import -> "a", want fs.delete @import -> "b"
_Module().remove()
# --- a global that the function has set is no longer what it was
import os
count = 0
def remove():
    global count
    count = 1
    os.remove(f"a{count}")  # want fs.delete @call -> "a1"
def remove_next():
    global count
    os.remove(f"b{count}")  # want fs.delete @call -> "b0", want fs.delete @call -> "b1"
# --- what another function sets it to may have happened since
import os
name = "a"
def change():
    global name
    name = "b"
def remove():
    global name
    name = "c"
    change()
    os.remove(name)  # want fs.delete @call -> "b", want fs.delete @call -> "c"
# --- whoever goes on with a generator may have set it
import os, sys
name = "a" if sys.argv else "b"
def _remove():
    global name
    name = "c"
    yield
    os.remove(name)  # want fs.delete @import -> "a", want fs.delete @import -> "b", want fs.delete @import -> "c"
next(_remove())
# --- a field is what a test says that it is
import os
def drop(args):
    if args.name == "a.txt":
        os.remove(args.name)  # want fs.delete @call -> "a.txt"
# --- not once something else has had it
import os
def drop(args, change):
    if args.name == "a.txt":
        change(args)
        os.remove(args.name)  # want fs.delete @call
# --- of a counter it is known only that it counts
import os
count = 0
def remove():
    global count
    count += 1
    os.remove(f"a{count}")  # want fs.delete @call -> "a{…}"
