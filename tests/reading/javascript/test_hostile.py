"""Sources made to break a parser end in an outline, and none of them hides a call."""

import time

import pytest

from tidewaiter.model.facts import Attr, Call, Name, Outline
from tidewaiter.reading.javascript import Dialect, decode, outline

SOURCES = {
    "broken line": "x = = 1\nevil()\n",
    "unclosed block": "if (a) {\nevil()\n",
    "operand missing": "a(!b c evil())\n",
    "comma twice": "x = {a: 1,, b: evil()}\n",
    "class without a name": "class {}\nevil()\n",
    "zero character": "x = 1\0\nevil()\n",
    "hashbang": "#!/usr/bin/env node\nevil()\n",
    "old comment": "<!-- x\nevil()\n--> y\n",
    "paragraph separator ends a comment": "// x\u2029evil()\n",
    "letters of every script": "\u53d8\u91cf = '\U0001f600'; \u00e9.\u00e8()\u00a0; evil()\n",
    "name in escapes": "\\u0065vil()\n",
    "in a template": "`a${`b${evil()}`}`\n",
    "in a condition": "if (a && (b || !evil())) c\n",
    "in a comparison": "a < evil()\n",
    "in a default": "function f({a = evil()} = {}) {}\n",
    "in a computed key": "class A { [evil()]() {} }\n",
    "in a label": "a: { evil() }\n",
    "in types of Flow": "// @flow\nfunction f(a: ?string): void { evil() }\n",
    "after a regular expression": "x = /[/(]'/.test(y) && evil()\n",
    "with": "with (a) evil()\n",
}

DEEP = {
    "calls": "f(" * 20_000 + ")" * 20_000,
    "arrays": "[" * 20_000 + "]" * 20_000,
    "blocks": "{" * 20_000 + "}" * 20_000,
    "unclosed": "(" * 4_000,
    "functions": "function f() {" * 5_000 + "}" * 5_000,
    "templates": "`${" * 5_000 + "}`" * 5_000,
    "else if": "if (a) b; else " * 5_000 + "c",
    "sum": "x = " + "a + " * 50_000 + "1",
    "path": "x" + ".a" * 50_000,
    "chain": "x" + ".a()" * 20_000,
    "arrows": "a => " * 20_000 + "1",
    "patterns": "var " + "[" * 5_000 + "a" + "]" * 5_000 + " = x",
    "new": "new " * 20_000 + "X",
    "elements": "<a>" * 5_000 + "</a>" * 5_000,
}


def called(read: Outline) -> set[str]:
    callees = [read.exprs[node.callee] for node in read.exprs if isinstance(node, Call)]
    names = {node.id for node in callees if isinstance(node, Name)}
    return names | {node.name for node in callees if isinstance(node, Attr)}


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_the_call_is_seen(source: str) -> None:
    text, _ = decode(source.encode())
    assert "evil" in called(outline(text, frozenset(), dialect="javascript"))


@pytest.mark.parametrize("source", DEEP.values(), ids=DEEP)
def test_deep_nesting_costs_only_what_is_deep(source: str) -> None:
    read = outline(f"evil();\n{source};\nlast();\n", frozenset(), dialect="javascript")
    assert "evil" in called(read)
    assert read.lost or read.errors or "last" in called(read)


def test_what_is_cut_is_said() -> None:
    read = outline(DEEP["calls"], frozenset(), dialect="javascript")
    assert read.lost == "nested deeper than 2000 levels"


def test_a_minified_line_of_a_megabyte_is_read_whole() -> None:
    part = (
        "var a=function(b,c){return b?c.d(b,'e'):new f(a)[b](0,!1)},g=[1,2,3];"
        + "f('"
        + "x" * 100
        + "');"
    )
    text = part * (1_000_000 // len(part)) + "evil()"
    before = time.process_time()
    read = outline(text, frozenset(), dialect="javascript")
    assert "evil" in called(read)
    assert read.functions[0].events[-1].column == len(text) - len("evil()")
    assert time.process_time() - before < 20  # below 1 s: nothing is quadratic


@pytest.mark.parametrize("dialect", ["javascript", "typescript", "tsx"])
@pytest.mark.parametrize("cut", range(0, 120, 3))
def test_a_text_that_ends_anywhere_is_read(cut: int, dialect: Dialect) -> None:
    text = (
        "import a,{b as c}from'x';export class D extends a{static e=1;async*f({g=[h]},...i)"
        "{if(g)yield`j${h?.[0]}`}}export{c as default}"
    )
    read = outline(text[:cut], frozenset(), dialect=dialect)
    assert not read.lost


def test_the_same_text_gives_the_same_errors() -> None:
    text = "a = = b;\nif (c d) { ] }\n" * 30
    first = outline(text, frozenset(), dialect="javascript")
    assert len(first.errors) > 10
    assert first.errors == sorted(first.errors, key=lambda error: error[0])


def test_columns_count_code_points() -> None:
    text = "'\U0001f600\u53d8'; evil()"
    event = outline(text, frozenset(), dialect="javascript").functions[0].events[0]
    assert (event.line, event.column) == (1, text.index("evil"))
