# ruff: noqa: E501
"""Both readers of Python give the same outline for code that both can read."""

import random
import sysconfig
from pathlib import Path

import pytest

from tidewaiter.model.facts import Outline
from tidewaiter.reading.python import decode, fast, tolerant

WATCHED = frozenset({"environ", "argv", "path", "platform"})
LIBRARY = Path(sysconfig.get_path("stdlib"))
OTHERS = sorted(set(LIBRARY.glob("*.py")) - {LIBRARY / "os.py"})
FILES = [LIBRARY / "os.py", *random.Random(4).sample(OTHERS, 60)]

SMALL = (
    "import a.b, c.d as e\nfrom . import f\nfrom ..g.h import i as j, k\nfrom l import *\n",
    "a = b = c.d\na.b, *c = d[1:2, ::3], e\na[1,] += f(x, *y, z=1, **w)\ndel a, b[0].c\n",
    "@d(1)\n@e.f\nasync def g(a, /, b: 'X' = h(), *c, d: Y | None, **e) -> Z:\n    yield await a\n",
    "class A(B, metaclass=C):\n    x: int = y()\n    z: str\n    @property\n    def w(self): return 1\n",
    "@dataclass(frozen=True)\nclass A:\n    x: B\n    y: 'C' = d()\n    z: e.F = field(default_factory=g)\n",
    "class A(NamedTuple):\n    x: int\n    y: Optional[B] = None\nclass C(D, BaseModel):\n    z: E = F(default=1)\n",
    "[x(y) for x, y in z() if x for w in x]\n{a: b(c) for c in d}\nf(x for x in y)\n",
    "a(b) if c(d) else e(f)\na() or b() or c()\na() and (b() or c())\nnot -a\n",
    "f'{a!r:>{w()}} {b} {c=} {{}}' 'x' f\"{d!s}\"\n'\\x41\\u0042\\N{BULLET}'\nb'\\xff\\x00' rb'\\x'\n",
    "try:\n    a()\nexcept (B, C) as d:\n    e()\nexcept F:\n    g()\nelse:\n    h()\nfinally:\n    i()\n",
    "with a() as b, c as (d, e):\n    pass\nwith (f() as g, h):\n    pass\n",
    "match a():\n    case {'x': y, **z} if q(): pass\n    case A.b(c, d=[e, *f]) | 3: pass\n    case g: pass\n",
    "if __name__ == '__main__':\n    a()\nelif sys.platform == 'x':\n    b()\nelse:\n    c()\n",
    "if sys.platform != 'x':\n    def f(): pass\nif TYPE_CHECKING:\n    a()\nif PY2:\n    b()\nelse:\n    c()\n",
    "if sys.version_info > (3,):\n    a()\nelif b:\n    c()\nif not MYPY:\n    d()\nelse:\n    e()\n",
    "def f():\n    global a\n    a = 1\n    def g():\n        nonlocal b\n        b = a\n    return lambda x, *y: x.z\n",
    "é = ñ.ü('ß', a)\nx = 'é' + b(c)\n",
    "f(*a, k=b, *c, **d)\nf(k=1, *a)\nf(a)(b).c[d](e, *f, g=h)\n",
    "e = os.environ\ndef f():\n    global e, g\n    g = x.e\n    return e.y[e], g\n",
    "nämé = 'é'\nnämé.ñ(*é, ö=1)\nif os.name == 'ü': ñ = é.ö\nelif x.name: name(ß)\n",
    "x = True\ny = f(None, False)\nreturn_ = 10 ** 3 - 1.5e3 + 0x10 + 1j\n",
)


def whole(outline: Outline | None) -> tuple[object, ...]:
    """All that an outline says but the name of its reader."""
    assert outline is not None
    return outline.exprs, outline.functions, outline.branches, outline.errors, outline.lost


@pytest.mark.parametrize("source", SMALL)
def test_on_every_construct(source: str) -> None:
    assert whole(tolerant.read(source, WATCHED)) == whole(fast.read(source, WATCHED))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_on_the_standard_library(path: Path) -> None:
    text, problem = decode(path.read_bytes())
    assert not problem
    assert whole(tolerant.read(text, WATCHED)) == whole(fast.read(text, WATCHED))
