"""What make gives the shell: recipes with their variables filled in, where they stand."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidewaiter.reading.shell.makefile import Makefile, parsed

OPEN = "$UNKNOWN"


def commands(text: str) -> list[str]:
    return [line.text for rule in parsed(text).rules for line in rule.commands]


@pytest.mark.parametrize(
    ("head", "recipe", "expected"),
    [
        ("", "@echo $$HOME", "echo $HOME"),
        ("", "-@rm -f $@ $<", "rm -f all a.c"),
        ("", "cc $^", "cc a.c b.c"),
        ("URL = http://a.example/$(V)\nV = 1\n", "curl $(URL)", "curl http://a.example/1"),
        ("F = -a\nF += -b\n", "cc ${F}", "cc -a -b"),
        ("P ?= python3\n", "$(P) -m twine upload", "python3 -m twine upload"),
        ("export A := 1 # one\n", "echo $(A)", "echo 1"),
        ("define A\n\tcurl x\nendef\n", "echo $(B)", "echo ${B}"),
        ("A = 1\nifdef X\nA = 2\nendif\n", "echo $(A)", f"echo {OPEN}"),
        ("A := $(shell git describe)\n", "echo $(A)", f"echo {OPEN}"),
        ("", "echo $(shell id)", "echo $(id)"),
        ("", "echo $(wildcard *.c)", f"echo {OPEN}"),
        ("", "echo $(A:.c=.o)", f"echo {OPEN}"),
        ("include more.mk\n", "echo $(A)", f"echo {OPEN}"),
        ("", "$(MAKE) -C src", "make -C src"),
        ("", "curl \\\n\t  -s x", "curl \\\n  -s x"),
        ("A = 1\nother: A = 2\n", "echo $(A)", f"echo {OPEN}"),
        ("", "echo $(MAKEFILE_LIST)", f"echo {OPEN}"),
        ("A = $(A)\n", "echo $(A)", f"echo {OPEN}"),
    ],
)
def test_a_recipe_is_what_the_shell_is_given(head: str, recipe: str, expected: str) -> None:
    assert commands(f"{head}all: a.c b.c\n\t{recipe}\n") == [expected]


def test_a_command_may_stand_behind_the_targets() -> None:
    assert commands("a b: c ; echo hi\n") == ["echo hi"]


def test_a_pattern_leaves_names_open() -> None:
    assert commands("%.o: %.c\n\tcc -o $@ $<\n") == [f"cc -o {OPEN} {OPEN}"]


@pytest.mark.parametrize(
    ("text", "default"),
    [
        (".PHONY: b\nb: a\na:\n\tx\n", "b"),
        ("%.o: %.c\n\tcc\nall:\n\tx\n", "all"),
        (".DEFAULT_GOAL := c\na:\n\tx\nc:\n\ty\n", "c"),
        ("debug: CFLAGS = -g\nall:\n\tx\n", "all"),
        ("A = b:c\nall:\n\tx\n", "all"),
        ("", ""),
    ],
)
def test_the_default_target_is_makes(text: str, default: str) -> None:
    assert parsed(text).default == default


def test_rules_of_one_target_are_one() -> None:
    found = parsed("all: a\nall: b\n\tx\na:\n\ty\n").rules
    assert [(rule.names, rule.needs, len(rule.commands)) for rule in found] == [
        (("all",), ("a", "b"), 1),
        (("a",), (), 1),
    ]


def test_what_variables_are_made_of_runs_when_the_file_is_read() -> None:
    found: Makefile = parsed("V := $(shell curl http://a.example)\nW != id -u\n")
    assert [(line.row, line.text) for line in found.run] == [
        (0, ": $(curl http://a.example)"),
        (1, ": $(id -u)"),
    ]


@pytest.mark.parametrize(
    "made",
    [
        lambda n: "".join(f"A{i} = $(A{i + 1})$(A{i + 1})\n" for i in range(n)) + "a:\n\t$(A0)\n",
        lambda n: "a:\n\t" + "$(" * n + "\n",
        lambda n: "A = x\n" + "A += $(A)\n" * n + "a:\n\t$(A)\n",
        lambda n: "a:\n" + "\t$(B)\n" * n,
    ],
)
def test_a_hostile_file_ends_soon(made: Callable[[int], str]) -> None:
    found = parsed(made(3_000))
    assert sum(len(line.text) for rule in found.rules for line in rule.commands) < 1_000_000


@given(st.text(alphabet="$(){}:=#;\\\t\n ab%@<+?!.", max_size=200))
def test_no_text_is_too_strange(text: str) -> None:
    for rule in parsed(text).rules:
        assert rule.names
