# --- a member of a module by a name that nobody knows is one of several
import os
import sys
name = sys.argv[1]
getattr(os, name)("id")  # want code.load @import
os.__dict__[name]("id")  # want code.load @import
vars(os)[name]("id")  # want code.load @import
run = getattr(os, name, None)
run("id")  # want code.load @import
# --- likewise of what runs text
import builtins
import sys
getattr(builtins, sys.argv[1])("1")  # want code.load @import
__builtins__[sys.argv[1]]("1")  # want code.load @import
# --- what all of them do is what it does
import requests
def fetch(method, url):
    return getattr(requests, method)(url)  # want net.connect @call
# --- of a name that is known in part, what fits
import os
import sys
getattr(os, "rmd" + sys.argv[1])("a.txt")  # want fs.delete @import -> "a.txt"
getattr(os, "ex" + sys.argv[1] + "v")("a.txt", [])  # want process.spawn @import -> "a.txt"
# --- nothing fits
import os
import sys
getattr(os, "zz" + sys.argv[1])()
# --- a member that is not called does nothing
import os
import sys
flags = getattr(os, sys.argv[1])
# --- what is called of data, or of a module without the like, is not told
import math
import sys
def call(thing, name):
    getattr(thing, name)()
    getattr(math, name)(1)
    {}[name]()
# --- a built-in by its name, as Python 2 needed it
execute = eval("exec")  # want code.eval @import
def make(text):
    execute(text)  # want code.eval @import, want code.eval @call
make("x = 1")
