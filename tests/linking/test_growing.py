"""Lists that are changed where they are, told as they are at the point of use."""

from pathlib import Path
from time import process_time

import pytest
from tests.support.inspected import uses_of


def spawned(folder: Path, *lines: str) -> set[str | None]:
    """The commands that a function of these lines starts."""
    text = "\n".join(["import subprocess", "def run(x, xs):", *[f"    {line}" for line in lines]])
    uses = uses_of(folder, "p-1.0.tar.gz", {"p.py": text + "\n"})
    return {use.destination for use in uses if use.capability == "process.spawn"}


def spawned_by_script(folder: Path, *lines: str) -> set[str | None]:
    """The same of a script's function."""
    text = "\n".join(
        [
            'const { spawn } = require("child_process");',
            "exports.run = (x, xs) => {",
            *[f"  {line}" for line in lines],
            '  spawn("git", args);',
            "};",
        ]
    )
    members = {"package.json": '{"name": "p", "version": "1.0.0"}', "index.js": text}
    uses = uses_of(folder, "p-1.0.0.tgz", members)
    return {use.destination for use in uses if use.capability == "process.spawn"}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (['cmd.append("push")', "cmd.append(x)"], {"git push {…}"}),
        (['cmd.extend(["push", "-v"])'], {"git push -v"}),
        (['cmd += ["push", *xs, "-v"]'], {"git push {…} -v"}),
        (['cmd.insert(0, "sudo")'], {"sudo git"}),
        (['if x: cmd.append("-v")', 'cmd.append("push")'], {"git push", "git -v push"}),
        (['if x: cmd.append("a")', 'else: cmd.append("b")'], {"git a", "git b"}),
        (['if x: cmd.append("-a")', 'if xs: cmd.append("-b")'], {"git {…}"}),
        (["for y in xs: cmd.append(y)", 'cmd.append("end")'], {"git {…} end"}),
        (["for y in xs:", '    cmd += ["-f", y]'], {"git {…}"}),
        (["try:", '    cmd.append("a")', "except OSError: pass"], {"git", "git a"}),
        (["if x:", '    cmd.append("a")', '    cmd.append("b")'], {"git", "git a b"}),
    ],
)
def test_a_command_has_the_words_that_it_was_given_so_far(
    tmp_path: Path, lines: list[str], expected: set[str | None]
) -> None:
    before = 'cmd = ["git"]'
    assert spawned(tmp_path, before, *lines, "subprocess.run(cmd)", "cmd.append(1)") == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ('cmd[0] = "curl"', {"curl push"}),
        ('cmd[-1] = "pull"', {"git pull"}),
        ("cmd[x] = xs", {None}),
        ("del cmd[0]", {None}),
        ('if x: cmd[1] = "pull"', {"git push", "git pull"}),
        ('for y in xs: cmd[1] = "pull"', {None}),
    ],
)
def test_what_is_set_at_an_index_stands_there(
    tmp_path: Path, change: str, expected: set[str | None]
) -> None:
    lines = ('cmd = ["git", "push"]', change, "subprocess.run(cmd)")
    assert spawned(tmp_path, *lines) == expected


@pytest.mark.parametrize("change", ["pop()", "reverse()", "clear()", "remove('push')", "sort()"])
def test_of_a_list_that_loses_elements_none_is_told(tmp_path: Path, change: str) -> None:
    lines = ('cmd = ["git", "push"]', f"cmd.{change}", "subprocess.run(cmd)")
    assert spawned(tmp_path, *lines) == {None}


def test_in_a_loop_it_may_be_longer_from_the_second_time_on(tmp_path: Path) -> None:
    lines = ('cmd = ["git"]', "for y in xs:", "    subprocess.run(cmd)", "    cmd.append(y)")
    assert spawned(tmp_path, *lines) == {"git", "git {…}"}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (['args.push("-v", x)'], {"git add -v {…}"}),
        (["args.push(...xs)", 'args.push("--all")'], {"git add {…} --all"}),
        (["xs.forEach((y) => args.push(y));"], {"git add", "git add {…}"}),
        (['if (x) args.unshift("-q");', 'if (xs) args.push("-a");'], {"git {…} add {…}"}),
    ],
)
def test_a_script_puts_words_before_and_behind(
    tmp_path: Path, lines: list[str], expected: set[str | None]
) -> None:
    assert spawned_by_script(tmp_path, 'const args = ["add"];', *lines) == expected


def test_each_program_is_told_though_it_may_have_many_words(tmp_path: Path) -> None:
    text = """const { spawn } = require("child_process");
exports.run = (x, y, z) => {
  const file = x ? "/a" : y ? "/b" : "/c";
  spawn(file, [x ? "1" : "2", y ? "3" : z ? "4" : "5"]);
};
"""
    members = {"package.json": '{"name": "p", "version": "1.0.0"}', "index.js": text}
    uses = uses_of(tmp_path, "p-1.0.0.tgz", members)
    found = {str(use.destination) for use in uses if use.capability == "process.spawn"}
    assert {text.split()[0] for text in found} == {"/a", "/b", "/c"}


def test_functions_that_are_put_into_a_list_are_called_from_it(tmp_path: Path) -> None:
    lines = ("steps = []", "if x: steps.append(subprocess.run)", 'for step in steps: step(["ls"])')
    assert spawned(tmp_path, *lines) == {"ls"}


def test_what_one_call_says_is_not_taken_for_another(tmp_path: Path) -> None:
    text = """import subprocess
def command(name, *, force=False):
    words = ["git", "clone", name]
    if force:
        words.append("--force")
    return words
subprocess.run(command("one"))
def two():
    subprocess.run(command("two", force=True))
"""
    uses = uses_of(tmp_path, "p-1.0.tar.gz", {"p.py": text})
    found = {use.destination for use in uses if use.capability == "process.spawn"}
    assert {"git clone one", "git clone two --force"} <= found
    assert "git clone one --force" not in found


def test_a_list_that_is_a_field_may_be_longer_when_it_is_used(tmp_path: Path) -> None:
    text = """import subprocess
class Tool:
    def __init__(self):
        self.words = ["git", "push"]
        self.fixed = ["ls", "-l"]
    def add(self, word):
        self.words.append(word)
    def run(self):
        subprocess.run(self.words)
        subprocess.run(self.fixed)
"""
    uses = uses_of(tmp_path, "p-1.0.tar.gz", {"p.py": text})
    found = {use.destination for use in uses if use.capability == "process.spawn"}
    assert found == {"git push {…}", "ls -l"}


def test_a_field_may_be_longer_at_its_beginning(tmp_path: Path) -> None:
    text = """import subprocess
class Tool:
    def __init__(self, program):
        self.words = ["--help", "-v"]
        self.words.insert(0, program)
        subprocess.run(self.words)
"""
    uses = uses_of(tmp_path, "p-1.0.tar.gz", {"p.py": text})
    found = {use.destination for use in uses if use.capability == "process.spawn"}
    assert found == {"{…} --help -v"}


def test_a_text_that_grows_in_a_loop_is_known_as_it_begins(tmp_path: Path) -> None:
    lines = ('word = "git-"', "for y in xs:", "    word = word + y", "subprocess.run([word])")
    assert spawned(tmp_path, *lines) == {"git-", "git-{…}", "{…}"}


def test_what_stands_at_an_unknown_index_is_no_word_of_a_command(tmp_path: Path) -> None:
    text = """const { rm } = require("fs");
exports.run = (at) => {
  const args = ["--profile"];
  if (at) args.push("--headless");
  rm(args[at], () => {});
};
"""
    members = {"package.json": '{"name": "p", "version": "1.0.0"}', "index.js": text}
    uses = uses_of(tmp_path, "p-1.0.0.tgz", members)
    found = {str(use.destination) for use in uses if use.capability == "fs.delete"}
    assert "--headless" not in found


def test_a_program_without_a_name_is_shown_as_open(tmp_path: Path) -> None:
    lines = ('tool = x or ""', 'cmd = [tool, "--port", "1"]', "subprocess.run(cmd)")
    assert "{…} --port 1" in spawned(tmp_path, *lines)


@pytest.mark.parametrize(
    "statement",
    [
        "words.append(x)",
        "words.insert(0, x)",
        "words += [x, x]",
        "words.extend(xs)",
        "if x: words.append(x)",
        "if x: words.insert(0, x)",
        "words.pop()",
        "words[0] = words.pop()",
        "words[0] = x",
        "if x: words[x] = x",
    ],
)
@pytest.mark.parametrize("loop", [False, True])
def test_thousands_of_changes_are_read_in_linear_time(
    tmp_path: Path, statement: str, loop: bool
) -> None:
    head = ['words = ["git"]', *(["for y in xs:"] if loop else [])]
    indent = "    " if loop else ""
    started = process_time()
    found = spawned(tmp_path, *head, *[indent + statement] * 4000, "subprocess.run(words)")
    assert process_time() - started < 20
    assert found


HELPERS = """\
import subprocess


def add_options(words, verbose):
    words.append("--quiet")


def add_by_another(words):
    add_options(words, True)


def in_front(words):
    words.insert(0, "sudo")


def only_asks(words):
    return len(words), words.index("git")


def bound_anew(words):
    words = ["curl"]
    words.append("-s")


class Tool:
    def add(self, words, more=()):
        words.extend(more)


def run(x):
    cmd = ["git", x, "push"]
    {handed}
    subprocess.run(cmd)
"""


@pytest.mark.parametrize(
    ("handed", "expected"),
    [
        ("add_options(cmd, False)", "git {…} push {…}"),
        ("add_options(verbose=False, words=cmd)", "git {…} push {…}"),
        ("add_by_another(cmd)", "git {…} push {…}"),
        ("in_front(cmd)", "{…} git {…} push"),
        ("Tool().add(cmd, [x])", "git {…} push {…}"),
        ("only_asks(cmd)", "git {…} push"),
        ("bound_anew(cmd)", "git {…} push"),
        ("len(cmd)", "git {…} push"),
    ],
)
def test_a_command_may_have_what_a_function_adds_to_it(
    tmp_path: Path, handed: str, expected: str
) -> None:
    """Of which nobody says more than that there may be some: the function may have added it."""
    text = HELPERS.replace("{handed}", handed)
    uses = uses_of(tmp_path, "p-1.0.tar.gz", {"p.py": text})
    assert {use.destination for use in uses if use.capability == "process.spawn"} == {expected}


WITHIN = [
    ("const add = (word) => { words.push(word); };\nif (process.env.A) add('x');", "/d{…}"),
    ("process.argv.forEach((word) => { words.push(word); });", "/d{…}"),
    ("function add(word) { words.unshift(word); }\nprocess.on('exit', add);", "/d{…}"),
    ("function add(word) { const words = []; words.push(word); }\nadd('x');", "/d"),
    ("function add(word) { return words.concat(word); }\nadd('x');", "/d"),
]


@pytest.mark.parametrize(("change", "told"), WITHIN)
def test_a_function_within_may_have_added_to_an_empty_list(
    tmp_path: Path, change: str, told: str
) -> None:
    text = (
        f"const fs = require('fs');\nconst words = [];\n{change}\nfs.rmSync('/d' + words.join(''));"
    )
    members = {"package.json": '{"name": "p", "version": "1.0.0"}', "index.js": text}
    uses = uses_of(tmp_path, "p-1.0.0.tgz", members)
    assert {use.destination for use in uses if use.capability == "fs.delete"} == {told}
