"""Objects hold what the call that made them gave, and are of the class that it made."""

from pathlib import Path

from tests.support.inspected import uses_of

STORE = """
class Store:
    def __init__(self, name, folder="."):
        self.path = folder + "/" + name

    @property
    def lock(self):
        return self.path + ".lock"

    def save(self):
        open(self.path, "w")

    def free(self):
        self._free()

    def _free(self):
        import os
        os.unlink(self.lock)
"""


def touched(folder: Path, text: str, kind: str, phase: str = "import") -> set[str | None]:
    """What is touched in a certain way in a phase."""
    members = {"PKG-INFO": "Name: p\nVersion: 1\n", "p/__init__.py": text}
    uses = uses_of(folder, "p-1.tar.gz", members)
    return {use.destination for use in uses if (use.capability, use.phase) == (kind, phase)}


def test_a_method_does_to_an_object_what_its_own_call_gave(tmp_path: Path) -> None:
    text = f"""{STORE}
def other():
    Store("two", folder="/srv").save()

store = Store("one")
store.save()
"""
    assert touched(tmp_path, text, "fs.write") == {"./one"}


def test_properties_and_methods_that_call_others_are_of_the_same_object(tmp_path: Path) -> None:
    text = f"""{STORE}
def other():
    Store("two").free()

Store("one").free()
"""
    assert touched(tmp_path, text, "fs.delete") == {"./one.lock"}


def test_an_object_is_known_where_it_is_handed_to(tmp_path: Path) -> None:
    text = f"""{STORE}
def _clean(store):
    import shutil
    shutil.rmtree(store.path)

def other():
    _clean(Store("two"))

_clean(Store("one"))
"""
    assert touched(tmp_path, text, "fs.delete") == {"./one"}


def test_classes_beside_each_other_hold_what_they_give_their_base(tmp_path: Path) -> None:
    text = f"""{STORE}
class Config(Store):
    def __init__(self, folder):
        super().__init__("config.json", folder)

class Session(Store):
    def __init__(self, folder, name):
        super().__init__("sessions/" + name, folder=folder)

def other(config: Config):
    Session("/srv", "default").save()

def _keep(config: Config):
    config.save()

Config("/etc").save()
_keep(Config("/home"))
"""
    assert touched(tmp_path, text, "fs.write") == {"/etc/config.json", "/home/config.json"}


def test_an_object_made_by_a_helper_holds_what_the_helper_was_given(tmp_path: Path) -> None:
    text = f"""{STORE}
class Writer:
    def __init__(self, store):
        self.store = store

    @classmethod
    def at(cls, folder):
        store = Store("data", folder)
        return cls(store)

    def write(self):
        self.store.save()

def other():
    Writer.at("/two").write()

Writer.at("/one").write()
"""
    assert touched(tmp_path, text, "fs.write") == {"/one/data"}


def test_a_list_holds_what_the_function_was_given_that_returned_it(tmp_path: Path) -> None:
    text = """
import subprocess

def _command(name, *, force=False):
    words = ["git", "clone", name]
    if force:
        words.append("--force")
    return words

class Tool:
    def __init__(self, name):
        self.name = name

    @property
    def command(self):
        return [self.name, "--version"]

    def all(self):
        return [self.name + ".txt", "log.txt"]

def other():
    subprocess.run(_command("two"))
    subprocess.run(Tool("pip").command)
    for name in Tool("pip").all():
        open(name, "w")

subprocess.run(_command("one"))
subprocess.run(Tool("npm").command)
for name in Tool("npm").all():
    open(name, "w")
"""
    assert touched(tmp_path, text, "process.spawn") == {"git clone one", "npm --version"}
    assert touched(tmp_path, text, "fs.write") == {"npm.txt", "log.txt"}


JOB = """
import subprocess

class Job:
    command = "kill"

    def __init__(self, number):
        self.number = number

    def cancel(self):
        subprocess.run([self.command, self.number])
"""


def test_a_public_method_tells_each_class_by_itself(tmp_path: Path) -> None:
    text = f"""{JOB}
class Cluster(Job):
    command = "scancel"

def local():
    return Job("job-1")

def far():
    return Cluster("node-2")
"""
    found = touched(tmp_path, text, "process.spawn", "call")
    assert {"kill job-1", "scancel node-2"} <= found
    assert not {"kill node-2", "scancel job-1"} & found


def test_objects_that_hold_each_other_end(tmp_path: Path) -> None:
    text = """
class Node:
    def __init__(self, name, below=None):
        self.name = name
        self.below = below

    def save(self):
        open(self.name, "w")
        self.below.save()

node = Node("a")
for _ in range(3):
    node = Node("b", node)
node.save()
"""
    assert {"a", "b"} <= touched(tmp_path, text, "fs.write")


JOBS = f"""{JOB}
class Queued(Job):
    command = "drop"

    def __init__(self, owner):
        self.owner = owner

def main():
    Job("job-1").cancel()
"""


def test_a_constructor_that_runs_no_other_gives_what_that_has(tmp_path: Path) -> None:
    found = touched(tmp_path, JOBS, "process.spawn", "call")
    assert {name for name in found if name and name.startswith("drop")} == {"drop {…}"}


HANDED = f"""{STORE}
TWO = Store("two")

def run(store: Store):
    import shutil
    shutil.rmtree(store.path)
"""


def test_an_object_that_somebody_hands_over_is_not_one_of_the_release(tmp_path: Path) -> None:
    assert {"./two"}.isdisjoint(touched(tmp_path, HANDED, "fs.delete", "call"))


def test_an_object_that_the_release_hands_over_is_told(tmp_path: Path) -> None:
    text = f"{HANDED}\ndef main():\n    run(TWO)\n"
    assert "./two" in touched(tmp_path, text, "fs.delete", "call")


MAKERS = f"""{JOB}
class Queued(Job):
    command = "drop"

class Maker:
    made = Job

    def make(self):
        return self.made(self.number())

class Queue(Maker):
    made = Queued

    def number(self):
        return input()

class Here(Maker):
    def number(self):
        return "job-0"
"""


def test_objects_that_each_class_makes_hold_what_that_class_gives(tmp_path: Path) -> None:
    assert touched(tmp_path, MAKERS, "process.spawn", "call") >= {"kill job-0", "drop {…}"}
    assert "drop job-0" not in touched(tmp_path, MAKERS, "process.spawn", "call")


FOLDERS = """import os
class Folder:
    def __init__(self, path):
        self.path = path

    def path_to(self, name):
        if self.path == ".":
            return name
        return os.path.join(self.path, name)

    def free(self, name):
        os.remove(self.path_to(name))

    def has(self, name="x"):
        return os.path.exists(self.path_to(name))

def seen(folder):
    folder = Folder("/srv")
    folder.has("one")
"""


def test_what_one_call_gives_a_helper_is_not_what_another_does_to_it(tmp_path: Path) -> None:
    found = touched(tmp_path, FOLDERS, "fs.delete", "call")
    assert not any("one" in name for name in found if name)
