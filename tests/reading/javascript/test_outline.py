# ruff: noqa: E501
"""What the reader promises of each construct: which calls, reads, bindings and exports it tells."""

import pytest
from tests.support.dump import bindings, dump, events

from tidewaiter.model.facts import ARGUMENTS, Outline
from tidewaiter.reading.javascript import Dialect, outline

WATCHED = frozenset({"env", "platform"})


def read(text: str, dialect: Dialect = "javascript") -> Outline:
    found = outline(text, WATCHED, dialect=dialect)
    assert not found.errors and not found.lost
    return found


def happens(text: str, function: str = "<module>", dialect: Dialect = "javascript") -> list[str]:
    """The events of the function of that name."""
    found = read(text, dialect)
    names = [one.name for one in found.functions]
    return events(found, names.index(function))


def exports(text: str, dialect: Dialect = "javascript") -> dict[str, str]:
    found = read(text, dialect)
    return {export.name: dump(found, export.value) for export in found.exports}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("const {exec, spawn: go} = require('x')", {"exec": "<x>.exec", "go": "<x>.spawn"}),
        ("const {a: {b}} = x", {"b": "x.a.b"}),
        ("const {a = 1} = x", {"a": "(x.a |??| 1)"}),
        ("const {['a' + b]: c} = x", {"c": "x[('a' + b)]"}),
        ("const {a, ...rest} = x", {"a": "x.a", "rest": "{?: *x, 'a': ?}"}),
        ("const [a, , b, ...c] = x", {"a": "x#0", "b": "x#2", "c": "x[3::]"}),
        ("const [a, b] = [f, g]", {"a": "f", "b": "g"}),
        ("const {a} = {a: f}", {"a": "f"}),
        ("var a; ({a} = x)", {"a": "x.a"}),
        ("for (var {a} of x);", {"a": "x#-1.a"}),
    ],
)
def test_destructuring_gives_each_name_its_part(text: str, told: dict[str, str]) -> None:
    assert {name: values[-1] for name, values in bindings(read(text)).items()} == told


def test_destructured_parameters_are_parts_of_the_argument() -> None:
    found = read("function f({a, b: [c]}, d = g()) { return a }")
    values = {name: value[-1] for name, value in bindings(found, 1).items()}
    assert values["a"] == "param .a"
    assert values["c"] == "param .b#0"
    assert events(found, 1) == ["iterate param .b", "call g() [if]", "return a"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("export * from 'x'", {"*": "<x>"}),
        ("export * as a from 'x'", {"a": "<x>"}),
        (
            "export {a, b as c, default as d} from 'x'",
            {"a": "<x:a>", "c": "<x:b>", "d": "<x:default>"},
        ),
        ("import a from 'x'; export {a as default}", {"default": "a"}),
        ("export default function f() {}", {"default": "f"}),
        ("export default class {}", {"default": "<default>"}),
        ("export default () => 1", {"default": "<default>"}),
        ("export const a = 1, {b} = x", {"a": "a", "b": "b"}),
        ("module.exports = f", {"=": "f"}),
        ("exports.a = f", {"a": "f"}),
        ("module.exports.a = f", {"a": "f"}),
        ("exports['a'] = f", {"a": "f"}),
        ("exports = module.exports = f", {"=": "f"}),
        ("Object.assign(module.exports, {a: f}, require('x'))", {"a": "f", "*": "<x>"}),
        ("Object.defineProperty(exports, 'a', {get: function () { return x.a }})", {"a": "x.a"}),
        ("Object.keys(x).forEach(k => { exports[k] = x[k] })", {"*": "x"}),
        ("__exportStar(require('x'), exports)", {"*": "<x>"}),
        ("__export(exports, {a: () => f})", {"a": "f"}),
        ("__createBinding(exports, x, 'a', 'b')", {"b": "x.a"}),
        ("var y = {}; __export(y, {a: () => f}); module.exports = __toCommonJS(y)", {"a": "f"}),
        ("function f(exports) { exports.a = 1 }", {}),
    ],
)
def test_every_form_of_export(text: str, told: dict[str, str]) -> None:
    assert exports(text) == told


def test_typescript_exports() -> None:
    assert exports("export = f", "typescript") == {"=": "f"}
    assert exports("export type {A} from 'x'; export interface B {}", "typescript") == {}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("var a = require('x')", "<x>"),
        ("var a = module.require('x')", "<x>"),
        ("var a = __importDefault(require('x'))", "<x>"),
        ("var a = _interopRequireWildcard(require('x'), true)", "<x>"),
        ("var a = __toESM(require('x'))", "<x>"),
        ("var a = await import('x')", "<x>"),
        ("var a = loader.require('x')", "loader.require('x')"),
        ("var a = require(b)", "require(b)"),
        ("var a = import(`./${b}.js`)", "import(text['./', b, '.js'])"),
    ],
)
def test_what_a_module_is_got_with(text: str, value: str) -> None:
    assert bindings(read(text))["a"] == [value]


def test_imports_run_before_the_statements() -> None:
    assert happens("f(); import a, {b as c} from 'x'; import * as d from 'y'; import 'z'") == [
        "import <x>",
        "import <y>",
        "import <z>",
        "call f()",
    ]
    assert bindings(read("import a, {b as c} from 'x'; import * as d from 'y'")) == {
        "a": ["<x:default>"],
        "c": ["<x:b>"],
        "d": ["<y>"],
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("(0, x.y)('a')", ["call x.y('a')"]),
        ("x?.y?.('a')", ["call x.y('a')"]),
        ("x['y'](a)", ["call x.y(a)"]),
        ("this.#a.b(c)", ["call this.#a.b(c)"]),
        ("new x.Y(a)", ["call new x.Y(a)"]),
        ("tag`a${b}`", ["call tag(text['a', b], b)"]),
        ("f(...a, 'b')", ["iterate a", "call f(*a, 'b')"]),
        ("a /* b */ . c /* d */ (e /* f */)", ["call a.c(e)"]),
        ("x /* a */ = /* b */ f( // c\n d)", ["call f(d)"]),
        ("r\\u0065quire('x')", ["import <x>"]),
        ("1..toString(2)", ["call 1.0.toString(2)"]),
        ("if (a === f()) b", ["call f()"]),
        ("if ((a) >>= 1, a > (b)) f(a)", ["call f(a) [if]"]),
        ("a ? f() : g()", ["call f() [if]", "call g() [if]"]),
        ("a === b && f()", ["call f() [if]"]),
        ("if (!(a) && !(b || f(c))) d", ["call f(c) [if]"]),
        ("if (a.b >>= c) d", ["store a.b = (a.b >> c)"]),
        ("if (a < b.c++) d", ["store b.c"]),
        ("if (a && (b => f())) c", []),
        ("while (f(a)) g()", ["call f(a) [loop]", "call g() [loop]"]),
        ("try { f() } catch { g() } finally { h() }", ["call f() [try]", "call g() [except]", "call h()"]),
        ("switch (f()) { case g(): h() }", ["call f()", "call g()", "call h() [if]"]),
        ("if (process.platform === 'x') f()", ["load process.platform", "call f() [platform]"]),
        ("if (require.main === module) f()", ["call f() [main]"]),
        ("void process.env.A", ["load process.env.A"]),
        ("a < process['env'].B", ["load process.env.B"]),
        ("typeof env", ["load env"]),
        ("const {env} = process; { let env = 1; g(env) } f(env)", ["call g(env#1)", "load env", "call f(env)"]),
        ("delete a.b", ["delete a.b"]),
        ("a.b ??= f()", ["call f()", "store a.b = (a.b |??| f())"]),
    ],
)  # fmt: skip
def test_what_happens(text: str, told: list[str]) -> None:
    assert happens(text) == told


def test_templates_and_sums_keep_their_parts() -> None:
    found = bindings(
        read("var a = `x${b}y${c.d}`, e = 'p' + b + 1, f = `plain\\n`, g = !0, h = b < c")
    )
    assert found == {
        "a": ["text['x', b, 'y', c.d]"],
        "e": ["(('p' + b) + 1)"],
        "f": ["'plain\\n'"],
        "g": ["(not 0)"],
        "h": ["?"],  # whether it holds is asked by nobody
    }


def test_a_class_is_a_scope_that_runs() -> None:
    text = """
        class A extends B {
            static x = f();
            y = g();
            #z = 1;
            static { h() }
            constructor(a) { super(a); this.w = a }
            get v() { return this.#z }
            async *u() { yield k() }
        }
    """
    found = read(text)
    functions = {one.name: one for one in found.functions}
    assert [dump(found, base) for base in functions["A"].bases] == ["B"]
    assert events(found, 1) == ["call f()", "call h()"]
    assert happens(text, "A.constructor")[0] == "call g()"
    assert happens(text, "A.constructor")[1:] == [
        "store this.y = g()",
        "store this.#z = 1",
        "call super(a)",
        "store this.w = a",
    ]
    assert functions["A.v"].marks == ("getter",)
    assert functions["A.u"].marks == ("async", "generator")
    assert happens(text, "A.u") == ["call k()", "yield k()"]


def test_fields_are_set_by_the_constructor_that_is_not_written() -> None:
    assert happens("class A { x = f() }", "A.constructor") == ["call f()", "store this.x = f()"]
    assert happens("class A extends B { x = 1 }", "A.constructor")[0] == "call super(*arguments)"


def test_functions_are_named_after_what_holds_them() -> None:
    found = read(
        "var a = () => 1; b.c = function () { d(function () {}) }; x = {e() {}, f: () => 2}"
    )
    names = [one.name for one in found.functions[1:]]
    assert names == ["a", "c", "<anonymous>", "e", "f"]
    assert events(found, 1) == ["return 1"]


def test_blocks_do_not_share_their_names() -> None:
    text = "let a = 1; { let a = 2; f(a) } g(a); for (const a of x) h(a)"
    assert happens(text) == ["call f(a#1)", "call g(a)", "iterate x [loop]", "call h(a#2) [loop]"]
    assert bindings(read(text))["a"] == ["1"]


def test_an_inner_var_hides_the_name_of_a_block_around_it() -> None:
    text = "{ let a = 1; function f() { if (b) { var a = 2 } g(a) } }"
    assert happens(text, "f") == ["call g(a)"]


def test_functions_are_there_before_the_statements() -> None:
    found = read("f(); function f() {}")
    assert bindings(found)["f"] == ["<f>"]
    assert [binding.order for binding in found.functions[0].bindings["f"]] == [1]


def test_long_arrays_of_literals_are_one_constant() -> None:
    found = read(f"var a = [{', '.join(map(str, range(1000)))}, -1, 'x', null]")
    assert len(found.exprs) < 10
    value = found.exprs[found.functions[0].bindings["a"][0].value]
    assert value.value == (*range(1000), -1, "x", None)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("enum A { B = f(), C }", ["call f()"]),
        ("f(a as B, <C>d, e!, g satisfies H)", ["call f(a, d, e, g)"]),
        ("f<A>(b)", ["call f(b)"]),
        ("if (f!(a)) b", ["call f(a)"]),
        ("if (f !(a) < b) c", ["call f(a)"]),
        ("import a = require('x'); a.b()", ["import <x>", "call a.b()"]),
        ("import type {A} from 'x'; let b: A = f()", ["call f()"]),
        ("declare const a: B; abstract class C { abstract d(): void }", ["body C"]),
        ("@Dec(a) class A {}", ["call Dec(a)", "body A", "call @Dec(a)(<A>)"]),
    ],
)
def test_of_typescript_only_what_runs(text: str, told: list[str]) -> None:
    assert happens(text, dialect="typescript") == told


def test_parameters_of_typescript() -> None:
    text = "function f(this: A, b?: B, ...c: C[]) {} class D { constructor(private e: E) {} }"
    found = read(text, "typescript")
    functions = {one.name: one for one in found.functions}
    assert [(p.name, p.kind) for p in functions["f"].params] == [("b", 0), ("c", 2)]
    assert happens(text, "D.constructor", "typescript") == ["store this.e = e"]


def test_jsx_calls_components_only() -> None:
    text = "x = <A b={f()} {...c}><p>{g()}</p></A>"
    assert happens(text) == ["call f()", "call A({'b': f(), ?: *c})", "call g()"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("const o = {get a() {}}; o.a; o.b; x(o.a.c)", ["read o.a", "read o.a", "call x(o.a.c)"]),
        ("const o = {get a() {}}; const {a} = o", ["read o.a"]),
        ("class A { static get a() {} } A.a;", ["body A", "read A.a"]),
        ("o.a; o.b", []),
    ],
)
def test_a_read_is_told_where_the_text_has_an_accessor_of_that_name(
    text: str, told: list[str]
) -> None:
    assert happens(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Object.defineProperty(o, 'a', {value: f})", ["store o.a = f"]),
        (
            "Reflect.defineProperty(o, 'a', {get: f, set: g})",
            ["store o.get a = f", "store o.set a = g"],
        ),
        (
            "Object.defineProperties(o, {a: {get: f}, b: {value: 1}})",
            ["store o.get a = f", "store o.b = 1"],
        ),
        (
            "Object.defineProperty(o, 'a', d)",
            ["store o.a = d.value", "store o.get a = d.get", "store o.set a = d.set"],
        ),
        ("o.__defineSetter__('a', f)", ["store o.set a = f"]),
        ("Object.defineProperty(o, key, {value: f})", []),
        ("Object.setPrototypeOf(o, p)", ["store o.__proto__ = p"]),
        (
            "util.inherits(A, B)",
            ["store A.prototype.__proto__ = B.prototype", "store A.__proto__ = B"],
        ),
    ],
)
def test_what_a_call_describes_is_assigned(text: str, told: list[str]) -> None:
    assert [one for one in happens(text) if one.startswith("store")] == told


def test_an_object_that_is_created_with_descriptors_is_a_literal() -> None:
    found = read("const o = Object.create(p, {a: {value: f}, b: {get: g}})")
    assert bindings(found)["o"] == ["{'a': f}"]
    assert [one for one in events(found, 0) if one.startswith("store")] == [
        "store {'a': f}.get b = g",
        "store {'a': f}.__proto__ = p",
    ]


def test_a_prototype_gets_what_one_is_created_with_that_only_names_its_constructor() -> None:
    text = "A.prototype = Object.create(B.prototype, {constructor: {value: A}})"
    assert happens(text)[-1].startswith("store A.prototype = Object.create(")


def test_arguments_stand_behind_the_parameters() -> None:
    found = read("function f(a) { g(arguments[0]); return () => arguments }")
    assert [parameter.kind for parameter in found.functions[1].params] == [0, ARGUMENTS]
    assert found.functions[2].params == ()


def test_a_helper_around_what_is_required_is_called_once_in_a_function() -> None:
    helper = "const __importDefault = (m) => m;"
    calls = "const a = __importDefault(require('a')), b = __importDefault(require('b'));"
    assert happens(helper + calls) == ["import <a>", "call __importDefault(<a>)", "import <b>"]
    assert happens(calls) == ["import <a>", "import <b>"]
