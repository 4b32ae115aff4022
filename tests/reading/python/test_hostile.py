"""Sources made to break a parser end in an outline, and none of them hides a call."""

import pytest

from tidewaiter.model.facts import Call, Name
from tidewaiter.reading.python import outline

SOURCES = {
    "assertion that the parser takes as false": "import sys\nassert sys.platform == 'x'\nevil()\n",
    "zero character": "x = 1\0\nevil()\n",
    "long sum": "x = " + "1+" * 100_000 + "1\nevil()\n",
    "long path": "x" + ".a" * 100_000 + "\nevil()\n",
    "long chain of calls": "x" + "()" * 100_000 + "\nevil()\n",
    "deep parentheses": "x = " + "(" * 5_000 + ")" * 5_000 + "\nevil()\n",
    "print statement": "print 'x', y\nevil()\n",
    "exec statement": "exec 'x' in y\nevil()\n",
    "backticks": "x = `evil()`\n",
    "old handler": "try:\n    evil()\nexcept A, e:\n    print e\n",
    "lazy import": "lazy import a.b\nlazy from c import d\nevil()\n",
    "broken line": "x = = 1\nevil()\n",
    "broken signature": "def (:\nevil()\n",
    "broken signatures": "def (:\nclass (:\n  x = 1\nevil()\n",
    "broken class": "class (\nevil()\n",
}


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_the_call_is_seen(source: str) -> None:
    read = outline(source, frozenset())
    callees = [read.exprs[node.callee] for node in read.exprs if isinstance(node, Call)]
    assert "evil" in [node.id for node in callees if isinstance(node, Name)]
