"""`python -m benchmarks.fuzz.child`: a process that fuzzes one reader until its time is up.

It may die at any input; `campaign` finds that input on the slate and starts another.
"""

import argparse
import gc
import importlib
import os
import pkgutil
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from benchmarks.fuzz import guarded
from benchmarks.fuzz.damage import damaged
from benchmarks.fuzz.slate import SIZE, Slate
from benchmarks.fuzz.state import Finding, State

if TYPE_CHECKING:
    from benchmarks.fuzz.readers import Reader

LONGEST_GUIDED = 1 << 14
LONGEST_MADE = 1 << 18
SLOWED = 5.0
"""How much longer code takes whose steps are recorded."""
_COLLECTED_EVERY = 2_000


def main() -> None:
    """Fuzz, or read the inputs that are named; ends the process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader")
    parser.add_argument("mode", choices=("guided", "made", "seeds", "one"))
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--memory", type=int, required=True)
    parser.add_argument("--commit", default="")
    parser.add_argument("inputs", nargs="*", type=Path)
    options = parser.parse_args()
    atheris = importlib.import_module("atheris") if options.mode == "guided" else None
    reader = _loaded(options.reader, atheris)
    guarded.bound(options.memory)
    child = Child(reader, State(options.reader, options.state), options.commit)
    if options.mode == "guided":
        child.guided(atheris, options.seconds, options.seed)
    elif options.mode == "made":
        child.made(options.seconds, Random(options.seed))
    else:
        child.each(options.inputs, report=options.mode == "one")
    sys.stdout.flush()
    os._exit(0)


def _loaded(name: str, atheris: Any) -> "Reader":
    """The reader with all of its modules, the steps in them recorded when it is guided."""
    watched = atheris.instrument_imports(include=["tidewaiter"]) if atheris else nullcontext()
    with watched:
        from benchmarks.fuzz.readers import READERS

        reader = READERS[name]
        for path in reader.modules:
            module = importlib.import_module(
                f"tidewaiter.{path.removesuffix('.py').replace('/', '.')}"
            )
            for found in pkgutil.walk_packages(
                getattr(module, "__path__", ()), f"{module.__name__}."
            ):
                importlib.import_module(found.name)
    return reader


class Child:
    """Reads one input after the other and keeps what it finds."""

    def __init__(self, reader: "Reader", state: State, commit: str) -> None:
        self._reader = reader
        self._state = state
        self._commit = commit
        self._slate = Slate(state.current)
        self._read = 0

    def guided(self, atheris: Any, seconds: float, seed: int) -> None:
        """Let libFuzzer choose, by what the code did with the inputs before; never returns."""

        def mutated(data: bytes, most: int, number: int) -> bytes:
            chance = Random(number)
            kind = chance.random()
            if kind < 0.15 or len(data) < 2:
                return self._reader.made(chance, most - 1)[:most]
            if kind < 0.45:
                return damaged(data, self._reader.words, chance, most)
            return bytes(atheris.Mutate(data, most))

        silent = ("segv", "bus", "abrt", "ill", "fpe", "int", "term", "xfsz", "usr1", "usr2")
        arguments = [
            "fuzz",
            str(self._state.corpus),
            f"-max_total_time={int(seconds)}",
            f"-seed={seed + 1}",
            f"-max_len={LONGEST_GUIDED}",
            "-rss_limit_mb=0",
            "-timeout=0",
            "-verbosity=0",
            "-reload=0",
            *(f"-handle_{name}=0" for name in silent),
        ]
        atheris.Setup(
            arguments,
            lambda data: self._one(data, patience=SLOWED, guided=True),
            custom_mutator=mutated,
        )
        atheris.Fuzz()

    def made(self, seconds: float, chance: Random) -> None:
        """Read inputs that the grammar makes, and damaged ones of those and of the corpus."""
        ends = time.monotonic() + seconds
        corpus = sorted(self._state.corpus.iterdir())
        while time.monotonic() < ends:
            try:
                data = self._next(corpus, chance)
            except MemoryError:  # what was read before has taken it: another child goes on
                return
            self._one(data)

    def _next(self, corpus: list[Path], chance: Random) -> bytes:
        """An input that the grammar makes, or one of the corpus; some of them damaged."""
        if corpus and chance.random() < 0.2:
            data = chance.choice(corpus).read_bytes()
        else:
            data = self._reader.made(chance, LONGEST_MADE)
        if chance.random() < 0.4:
            data = data[:1] + damaged(data[1:], self._reader.words, chance, LONGEST_MADE)
        return data

    def each(self, paths: list[Path], *, report: bool) -> None:
        """Read the inputs in these files; with ``report`` print what is wrong with each."""
        for path in paths:
            found = self._one(path.read_bytes()[: SIZE - 64], keep=not report)
            if report and found:
                print(f"{path.stem}\t{found.kind}\t{found.where}", flush=True)

    def _one(
        self, data: bytes, *, patience: float = 1.0, guided: bool = False, keep: bool = True
    ) -> Finding | None:
        self._slate.begin(data, guided=guided)
        found = guarded.finding(self._reader.run, data, patience)
        self._read += 1
        if self._read % _COLLECTED_EVERY == 0:
            gc.collect()
        if found and keep:
            found.found = self._commit
            self._state.found(found, data)
            if found.kind != "crash":
                os._exit(guarded.ENDED_BY_HANG)  # who knows what was left half done
        self._slate.end()
        return found


if __name__ == "__main__":
    main()
