# --- named arguments that are written out, wherever they are put in
import subprocess
_LINE = {"shell": True}
def known():
    subprocess.run("date", **_LINE)  # want process.shell @call -> "date"
    subprocess.run("time", **{"shell": True})  # want process.shell @call -> "time"
def put():
    settings = {}
    settings["shell"] = True
    subprocess.run("date", **settings)  # want process.shell @call -> "date"
def made():
    subprocess.run("date", **dict(shell=True))  # want process.shell @call -> "date"
def spread(**more):
    settings = {**_LINE, **more}
    subprocess.run("date", **settings)  # want process.shell @call -> "date"
def asked(flag):
    subprocess.run("date", **{"shell": flag})  # want process.shell @call -> "date"
# --- named arguments that nobody says are not given
import subprocess
_QUIET = {"check": True}
def quiet(**settings):
    subprocess.run(["date"], **settings)  # want process.spawn @call -> "date"
    subprocess.run(["time"], **_QUIET)  # want process.spawn @call -> "time"
# --- named arguments that callers hand on
import subprocess
def _run(words, **settings):
    subprocess.run(words, **settings)  # want process.shell @call -> "a", want process.spawn @call -> "c d"
def first():
    _run("a", shell=True)
def second():
    _run(["c", "d"], check=True)
# --- named arguments that go through several functions
import subprocess
def _run(words, **settings):
    _onward(words, timeout=3, **settings)
def _onward(words, **settings):
    subprocess.run(words, **settings)  # want process.shell @call -> "a", want process.spawn @call -> "c d"
def first():
    _run("a", shell=True)
def second():
    _run(["c", "d"])
# --- a file and mode by their names
def _open(**given):
    open(**given)  # want fs.write @call -> "x.txt", want fs.read @call -> "y.txt"
def first():
    _open(file="x.txt", mode="w")
def second():
    _open(file="y.txt")
