"""The sieve loses nothing: whatever form a catalogued name is used in, its text is a hit."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.wants import wants

from tidewaiter.catalogue import Catalogue, Entry, Language, load
from tidewaiter.reading.sieve import Sieve, watched

LANGUAGES = ("python", "javascript", "shell")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture(scope="module")
def sieve(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Sieve:
    return Sieve(catalogue, tmp_path_factory.mktemp("compiled"))


def makes_use(entry: Entry) -> bool:
    return bool(entry.capability or entry.when or entry.returns)


def spellings(language: Language) -> Iterator[tuple[str, Entry]]:
    """Every catalogued name that makes a use or gives an instance, and its aliases' spelling."""
    for entry in language.entries:
        if makes_use(entry):
            for name in entry.names:
                yield name.replace(".*", ".anything"), entry
                for alias, target in language.aliases.items():
                    if name.startswith(f"{target}."):
                        yield alias + name[len(target) :].replace(".*", ".anything"), entry


def misses(sieve: Sieve, language: str, programs: Iterator[str]) -> list[str]:
    return [program for program in programs if not sieve.hit(language, program.encode())]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_of_the_catalogue_is_a_hit(
    language: str, catalogue: Catalogue, sieve: Sieve
) -> None:
    names: Language = getattr(catalogue, language)
    examples = [e.code for entry in names.entries if makes_use(entry) for e in entry.example]
    codes = [code for code in examples if wants(code)[0]]
    assert len(codes) > 40
    assert misses(sieve, language, iter(codes)) == []


def python_module(name: str, language: Language) -> str:
    parts = name.split(".")
    prefixes = [".".join(parts[:i]) for i in range(len(parts) - 1, 0, -1)]
    return next((p for p in prefixes if p in language.modules), prefixes[-1] if prefixes else "")


def python_uses(module: str, rest: str) -> Iterator[str]:
    """The forms in which ``module.rest`` is called, each a whole program."""
    first, dot, below = rest.partition(".")
    parent, _, last = module.rpartition(".")
    yield f"import {module}\n{module}.{rest}(x)\n"
    yield f"import {module} as m\nm.{rest}(x)\n"
    yield f"import a, {module}\n\n\ndef f():\n    return {module} . {rest}(x)\n"
    yield f"from {module} import {first}\n{rest}(x)\n"
    yield f"from {module} import {first} as f\nf{dot}{below}(x)\n"
    yield f"from {module} import (\n    a,  # (one)\n    {first} as f,\n)\nf{dot}{below}(x)\n"
    yield f"from {module} import *\n{rest}(x)\n"
    yield f'import {module}\ngetattr({module}, "{first}"){dot}{below}(x)\n'
    yield f'import {module}\ngetattr({module}, "{first[:1]}" + "{first[1:]}"){dot}{below}(x)\n'
    yield f"import {module}\nk = '{first[::-1]}'[::-1]\ngetattr({module}, k){dot}{below}(x)\n"
    yield f'import {module}\nm = {module}\nm.__dict__["{first}"]{dot}{below}(x)\n'
    yield f"import {module}\nm, n = {module}, 1\nm.{rest}(x)\n"
    yield f'm = __import__("{module[:1]}" + "{module[1:]}")\nm.{rest}(x)\n'
    yield f'from importlib import import_module as i\ni("{module}").{rest}(x)\n'
    yield f"from \\\n    {module} import {first}\n{rest}(x)\n"
    yield f"try: import {module}\nexcept ImportError: pass\nelse: f = {module}.{rest}; f(x)\n"
    wide = chr(ord("ａ") + ord(first[0].lower()) - ord("a")) if first[0].isalpha() else first[0]
    if wide != first[0] and first[0].islower():
        yield f"import {module} as m\nm.{wide}{rest[1:]}(x)\n"
        yield f"import {module}\n{module}.{wide}{rest[1:]}(x)\n"
    if parent:
        yield f"from {parent} import {last}\n{last}.{rest}(x)\n"
        yield f"from {parent} import {last} as m\nm.{rest}(x)\n"
        yield f"from {parent} import (\n    a, {last},\n)\nm = {last}\nm.{rest}(x)\n"


def python_programs(language: Language) -> Iterator[str]:
    for name, entry in spellings(language):
        module = python_module(name, language)
        rest = name[len(module) :].lstrip(".")
        if entry.on == "assign":
            continue
        if module in ("builtins", "__builtin__", "__builtins__"):
            yield from built_in_uses(rest)
        if module.isidentifier() or "." in module:
            yield from python_uses(module, rest)


def built_in_uses(name: str) -> Iterator[str]:
    yield f"{name}(x)\n"
    yield f"y = [{name} (x) for x in z]\n"
    yield f"f = {name}\nf(x)\n"
    yield f"g(x, {name})\n"
    yield f"def f(): return {name}\nf()(x)\n"
    yield f'f = {{"a": {name}}}["a"]\nf(x)\n'
    yield f'getattr(__builtins__, "{name[:2]}" + "{name[2:]}")(x)\n'
    yield f'import builtins as b\nb.__dict__["{name}"](x)\n'
    yield f"f = a if b else {name}\nf(x)\n"
    wide = chr(ord("ａ") + ord(name[0]) - ord("a")) + name[1:]
    if name[0].islower():
        yield f"{wide}(x)\n"


def test_every_python_name_is_a_hit_in_every_form(catalogue: Catalogue, sieve: Sieve) -> None:
    programs = list(dict.fromkeys(python_programs(catalogue.python)))
    assert len(programs) > 5_000
    assert misses(sieve, "python", iter(programs)) == []


def test_what_replaces_an_attribute_of_a_module_is_a_hit(
    catalogue: Catalogue, sieve: Sieve
) -> None:
    names = {n for e in catalogue.python.entries if e.on == "assign" for n in e.names}
    forms = (
        "import {m}\n{m}.attribute = f\n",
        "import {m}\n{m}.attribute: object = f\n",
        "import {m}\n{m}.attribute, b = f\n",
        "import {m}\nb = {m}.attribute = f\n",
        "import {m}\ndel {m}.attribute\n",
        "import {m}\nwith f() as {m}.attribute: pass\n",
        "import {m}\nfor {m}.attribute in f(): pass\n",
        'import {m}\n{m}.attribute["a"] = f\n',
        'import {m}\nsetattr({m}, "attribute", f)\n',
        "import {m}\ndelattr( {m} , name)\n",
    )
    renamed = (
        "import {m} as m\nm.attribute = f\n",
        "import {m}\nm = {m}\nm.attribute = f\n",
        "import {m}\nm, b = {m}, 1\nm.attribute = f\n",
        "import {m} as m\nsetattr(m, name, f)\n",
    )
    attribute = (
        "import {p}\n{p}.{n} = f\n",
        'import {p} as p\np.{n}["a"] = f\n',
        'import {p}\np = {p}\np.{n}["a"] = f\n',
        'from {p} import {n}\n{n}["a"] = f\n',
        'from {p} import {n} as n\nn["a"] = f\n',
        "from {p} import (\n    a,\n    {n},\n)\n{n}.a = f\n",
        'import {p}\ndel {p}.{n}["a"]\n',
    )
    programs = [form.format(m=m) for m in sorted(names) for form in forms]
    programs += [form.format(m=m) for m in names if "." not in m for form in renamed]
    dotted = [m.rpartition(".") for m in names if "." in m]
    programs += [form.format(p=p, n=n) for p, _, n in dotted for form in attribute]
    assert misses(sieve, "python", iter(programs)) == []


def script_module(name: str, language: Language) -> str:
    modules = sorted(language.modules, key=len, reverse=True)
    return next((m for m in modules if name == m or name.startswith(f"{m}.")), "")


def script_uses(module: str, rest: str) -> Iterator[str]:
    """The forms in which what a module gives is called."""
    first, dot, below = rest.partition(".")
    used = f".{rest}" if rest else ""
    for spelled in (module, f"node:{module}"):
        yield f'const m = require("{spelled}");\nm{used}(x);\n'
        yield f"var m=require('{spelled}');m{used}(x)"
        yield f'import * as m from "{spelled}";\nm{used}(x);\n'
        yield f'import m from "{spelled}";\nm{used}(x);\n'
        yield f'import m, {{ a }} from"{spelled}";m{used}(x)'
        yield f"import(`{spelled}`).then((m) => m{used}(x));\n"
        yield f'const m = await import(/* why */ "{spelled}");\nm{used}(x);\n'
        yield f'import m = require("{spelled}");\nm{used}(x);\n'
        yield f'const m = __importStar(require("{spelled}"));\n(0, m{used})(x);\n'
        yield f'const m = process.getBuiltinModule("{spelled}");\nm{used}(x);\n'
        yield f'export * from "{spelled}";\n'
        yield f'module.exports = require("{spelled}");\n'
        yield f'const r = require;\nr("{spelled}"){used}(x);\n'
        yield f'require("{spelled[:1]}" + "{spelled[1:]}"){used}(x);\n'
        yield f'require("\\x{ord(spelled[0]):02x}{spelled[1:]}"){used}(x);\n'
        yield f'require("{spelled[0]}\\\n{spelled[1:]}"){used}(x);\n'
        yield f'const {{ createRequire: c }} = require("module");\nc(u)("{spelled}"){used}(x);\n'
        if first:
            yield f'const {{ {first}: f }} = require("{spelled}");\nf{dot}{below}(x);\n'
            yield f'import {{ {first} as f }} from "{spelled}";\nf{dot}{below}(x);\n'
            yield f'import {{\n  a,\n  {first},\n}} from "{spelled}";\n{rest}(x);\n'
            yield f'require("{spelled}")["{first}"]{dot}{below}(x);\n'
            yield f'require("{spelled}")[["{first[:1]}", "{first[1:]}"].join("")]{dot}{below}(x);\n'


def global_uses(path: str) -> Iterator[str]:
    """The forms in which a global, or what lies below one, is called or read."""
    first, dot, below = path.partition(".")
    yield f"{path}(x);\n"
    yield f"y = {path}\n"
    yield f"a({path}, b);\n"
    yield f"globalThis.{path}(x);\n"
    yield f"window . {path}(x);\n"
    yield f"self?.{path}?.(x);\n"
    yield f"(window as any).{path}(x);\n"
    yield f'globalThis["{first}"]{dot}{below}(x);\n'
    yield f'globalThis["{first[:1]}" + "{first[1:]}"]{dot}{below}(x);\n'
    yield f"const k = f();\nwindow[k]{dot}{below}(x);\n"
    yield f"const w = globalThis;\nw.{path}(x);\n"
    yield f"const {{ {first}: f }} = window;\nf{dot}{below}(x);\n"
    yield f"(function (w) {{ w.{path}(x); }})(this);\n"
    yield f"!function(w){{w.{path}(x)}}(self)"
    yield f"const f = {first};\nf{dot}{below}(x);\n"
    yield f"\\u{ord(first[0]):04x}{path[1:]}(x);\n"
    yield f"\\u{{{ord(first[0]):x}}}{path[1:]}(x);\n"
    if below:
        second, rest_dot, rest = below.partition(".")
        yield f"const {{ {second}: f }} = {first};\nf{rest_dot}{rest}(x);\n"
        yield f'{first}["{second}"]{rest_dot}{rest}(x);\n'
        yield f"{first}['{second[:1]}' + '{second[1:]}']{rest_dot}{rest}(x);\n"
        yield f"const k = f();\n{first}[k]{rest_dot}{rest}(x);\n"
        yield f"{first}\n  .{below}(x);\n"
    else:
        yield f"new {first}(x);\n"


def script_programs(language: Language) -> Iterator[str]:
    for name, entry in spellings(language):
        if any(w.refers_to for w in entry.when) or name in ("import", "globalThis.require"):
            continue
        path = name.removeprefix("globalThis.")
        if entry.on == "assign":
            module = script_module(name, language)
            below = name[len(module) :] or ".a"
            asked = module and module != "process"  # which is a global as well
            yield f'const m = require("{module}");\nm{below} = f;\n' if asked else f"{path} = f;\n"
        elif path != name and path.partition(".")[0] not in ("window", "self", "global"):
            yield from global_uses(path)
        elif module := script_module(name, language):
            yield from script_uses(module, name[len(module) + 1 :])


def test_every_javascript_name_is_a_hit_in_every_form(catalogue: Catalogue, sieve: Sieve) -> None:
    programs = list(dict.fromkeys(script_programs(catalogue.javascript)))
    assert len(programs) > 5_000
    assert misses(sieve, "javascript", iter(programs)) == []


def test_computed_specifiers_are_hits(sieve: Sieve) -> None:
    programs = (
        "module.exports = (n) => require(n);\n",
        "export const f = (n) => import(n);\n",
        "require(`./${n}`);\n",
        'require("a" + b);\n',
        "require.call(null, n);\n",
        "a(require);\n",
    )
    assert misses(sieve, "javascript", iter(programs)) == []


def test_handing_a_global_on_is_a_hit(sieve: Sieve) -> None:
    programs = (
        "module.exports = typeof global == 'object' && global;\n",
        "const root = globalThis;\nexport { root };\n",
        "export default window;\n",
        "exports.process = process;\n",
        "module.exports = document\n",
    )
    assert misses(sieve, "javascript", iter(programs)) == []


def test_patching_what_every_script_shares_is_a_hit(sieve: Sieve) -> None:
    programs = (
        "Array.prototype.last = f;\n",
        "JSON.parse = f;\n",
        "delete String.prototype.at;\n",
        'Object.defineProperty(Array.prototype, "last", d);\n',
        "const p = Array.prototype;\nObject.assign(p, d);\n",
        "Object.defineProperty(window, 'a', d);\n",
        "const o = Object;\no.assign(String.prototype, d);\n",
    )
    assert misses(sieve, "javascript", iter(programs)) == []


def test_every_shell_line_is_a_hit(catalogue: Catalogue, sieve: Sieve) -> None:
    names = [name for entry in catalogue.shell.entries for name in entry.names]
    assert misses(sieve, "shell", (f"#!/bin/sh\n# a\n  {name} x\n" for name in names)) == []
    assert not sieve.hit("shell", b"#!/bin/sh\n# curl x\n\n")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "python",
            "import os\nimport re\n\nNAME = re.compile('a')\nHERE = os.path.join('a', 'b')\n",
        ),
        (
            "python",
            "from dataclasses import dataclass\n\n@dataclass\nclass A:\n    open: bool = True\n",
        ),
        ("python", "def f(a):\n    return getattr(a, 'b', None) or a.eval(1)\n"),
        ("python", ""),
        ("javascript", "export function add(a, b) {\n  return a + b;\n}\n"),
        ("javascript", '"use strict";\nconst a = require("./a");\nexports.b = a.exec("é");\n'),
        (
            "javascript",
            'import React from "react";\nexport const a = () => <b title="x">{c}</b>;\n',
        ),
        ("javascript", ""),
    ],
)
def test_ordinary_code_passes_by(language: str, text: str, sieve: Sieve) -> None:
    assert not sieve.hit(language, text.encode())


def test_the_stored_form_says_the_same_and_damage_is_noticed(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    used, unused = b"ls\n", b"# ls\n"
    assert Sieve(catalogue, tmp_path).hit("shell", used)
    (stored,) = tmp_path.iterdir()
    whole = stored.read_bytes()
    again = Sieve(catalogue, tmp_path)
    assert again.hit("shell", used) and not again.hit("shell", unused)
    rng = random.Random(4)
    broken_forms = [whole[: rng.randrange(len(whole))] for _ in range(20)]
    for _ in range(200):
        data = bytearray(whole)
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        broken_forms.append(bytes(data))
    for broken in broken_forms:
        stored.write_bytes(broken)
        mended = Sieve(catalogue, tmp_path)
        assert mended.hit("shell", used) and not mended.hit("shell", unused)


def test_a_folder_that_cannot_be_written_costs_only_time(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    assert Sieve(catalogue, file / "compiled").hit("shell", b"ls\n")


def test_watched_are_the_ends_of_what_is_read_or_assigned(catalogue: Catalogue) -> None:
    assert {"environ", "modules", "excepthook"} <= watched(catalogue.python)
    assert {"env", "cookie", "localStorage"} <= watched(catalogue.javascript)
    assert "system" not in watched(catalogue.python)
