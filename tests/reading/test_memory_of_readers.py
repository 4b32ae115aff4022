"""Readers give back what they read: a process reads thousands of texts."""

import gc
import tracemalloc

import pytest
from tests.support.inspected import catalogue

from tidewaiter.catalogue.load import load
from tidewaiter.reading.languages import outline

TEXTS = {
    "shell": 'echo "$HOME" | tee out\nif test -f a; then\n  curl http://a.example\nfi\n' * 400,
    "makefile": "a:\n\tcurl http://a.example && rm -rf b\n" * 400,
    "javascript": "const a = require('a');\nif (a) { a.b(`${a.c}`); }\n" * 400,
    "python": "x = 1\nif (:\n  f(x\n" * 1_000,  # broken, so that the tolerant reader reads it
}


@pytest.mark.parametrize("dialect", sorted(TEXTS))
def test_nothing_of_a_text_stays_behind(dialect: str) -> None:
    text = TEXTS[dialect]
    known = load(catalogue())

    def read() -> int:
        for _ in range(4):
            outline(text, dialect, known, strikes=0, most=1 << 20)
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        read()
        before = read()
        assert read() - before < len(text)
    finally:
        tracemalloc.stop()
