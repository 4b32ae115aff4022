"""The fuzzer makes what readers read, and calls what they raise a finding."""

import signal
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from benchmarks.fuzz import guarded
from benchmarks.fuzz.damage import damaged
from benchmarks.fuzz.grammars.grammar import DEDENT, INDENT, Grammar, indented
from benchmarks.fuzz.readers import READERS
from benchmarks.fuzz.slate import Slate
from benchmarks.fuzz.sound import Unsound, check
from benchmarks.fuzz.state import State

from tidewaiter.model.facts import Attr, Outline, Unknown


@pytest.fixture
def watched() -> Iterator[None]:
    before = signal.getsignal(signal.SIGPROF)
    guarded.watch()
    yield
    signal.signal(signal.SIGPROF, before)


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_survives_what_is_made_for_it(reader: str) -> None:
    chance = Random(6)
    for _ in range(8):
        data = READERS[reader].made(chance, 2_000)
        READERS[reader].run(data)
        READERS[reader].run(damaged(data, READERS[reader].words, chance, 2_000))


def test_the_same_chance_makes_the_same_input() -> None:
    for reader in READERS.values():
        assert reader.made(Random(3), 2_000) == reader.made(Random(3), 2_000)


def test_a_grammar_ends_however_much_asks_for_itself() -> None:
    grammar = Grammar({"start": ["a", "«start»«start»«start»"]}, [("(", ")")])
    assert set(grammar.text(Random(1))) == {"a"}
    assert len(grammar.nested(Random(1), 1_000)) < 2_000


def test_marks_move_lines_to_the_right() -> None:
    assert indented(f"if x:{INDENT}\ny\n{DEDENT}\nz") == "if x:\n y\n \nz"


def test_what_a_reader_raises_is_a_finding(watched: None) -> None:
    def fails(data: bytes) -> None:
        raise KeyError(data)

    def spins(data: bytes) -> None:
        while True:
            pass

    found = guarded.finding(fails, b"x")
    assert found and (found.kind, found.where) == ("crash", "KeyError in ?")
    slow = guarded.finding(spins, b"", patience=0.05)
    assert slow and slow.kind == "hang"
    assert guarded.finding(bytes.hex, b"x") is None


def test_what_a_dead_child_read_is_on_its_slate(tmp_path: Path) -> None:
    state = State("python", tmp_path)
    with Slate(state.current, new=True) as slate:
        slate.begin(b"before", guided=True)
        slate.end()
        slate.begin(b"last", guided=False)
        assert Slate(state.current).data == b"last"
        assert slate.counts == (1, 1)


def test_facts_that_lead_nowhere_are_unsound() -> None:
    with pytest.raises(Unsound):
        check(Outline([Unknown(), Attr(7, "a")], [], [], [], "none"))
