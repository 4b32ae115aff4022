"""Python of all versions, with what is rare in it."""

from random import Random

from benchmarks.fuzz.grammars.grammar import Grammar

_BLOCK = "\x0e\n«statements»\x0f\n"

_RULES = {
    "start": ["«statements»", "«cookie»«statements»", "'''doc'''\n«statements»«statements»"],
    "cookie": [
        *("# coding: utf-7\n", "# -*- coding: latin-1 -*-\n",
          "#!/usr/bin/python\n# coding=cp037\n"),
        *("# coding: unicode_escape\n", "# coding: raw_unicode_escape\n", "\ufeff", "\f\n"),
        *("# coding: utf-16\n", "# coding: undefined\n", "# coding: rot13\n",
          "# vim: coding=idna\n"),
    ],
    "statements": ["pass\n", "«statement»", "«statement»«statement»", "«statement»«statements»"],
    "statement": [
        "x = 1\n",
        "«expr»\n",
        "«target» = «expr»\n",
        "«target» = «target» = «expr»\n",
        "«name»: «expr» = «expr»\n",
        "«name»: «expr»\n",
        "«target» «binary»= «expr»\n",
        "del «target», «target»\n",
        "import «dotted»\n",
        "import «dotted» as «name», «dotted»\n",
        "from «dots»«dotted» import «name»\n",
        "from «dots»«dotted» import («name» as «name»,\n  «name»,)\n",
        "from «dots»«dotted» import *\n",
        "from . import «name»\n",
        "lazy import «dotted»\n",
        "lazy from «dotted» import «name»\n",
        "if «expr»:" + _BLOCK,
        "if «expr»:" + _BLOCK + "elif «expr»:" + _BLOCK + "else:" + _BLOCK,
        "if TYPE_CHECKING:" + _BLOCK + "else:" + _BLOCK,
        "if __name__ == '__main__':" + _BLOCK,
        "if sys.platform == 'win32' and os.name != 'nt':" + _BLOCK,
        "while «expr»:" + _BLOCK + "else:" + _BLOCK,
        "for «target» in «expr»:" + _BLOCK,
        "async for «target», *«name» in «expr»:" + _BLOCK + "else:" + _BLOCK,
        "try:" + _BLOCK + "except «expr» as «name»:" + _BLOCK + "finally:" + _BLOCK,
        "try:" + _BLOCK + "except* «expr»:" + _BLOCK + "else:" + _BLOCK,
        "try:" + _BLOCK + "except ImportError, e:" + _BLOCK,
        "with «expr» as «target», «expr»:" + _BLOCK,
        "async with («expr» as «name», «expr» as («name», «name»)):" + _BLOCK,
        "«decorators»def «name»«types»(«parameters»):" + _BLOCK,
        "«decorators»async def «name»(«parameters») -> «expr»:" + _BLOCK,
        "def «name»((a, b), c=«expr»):" + _BLOCK,
        "«decorators»class «name»«types»(«arguments»):" + _BLOCK,
        "class «name»:" + _BLOCK,
        "match «expr»:\x0e\ncase «pattern»:" + _BLOCK + "case «pattern» if x:" + _BLOCK + "\x0f\n",
        "return «expr»\n",
        "yield «expr»\n",
        "raise «expr» from «expr»\n",
        "raise E, 'text', tb\n",
        "global «name», «name»\n",
        "nonlocal «name»\n",
        "assert «expr», «expr»\n",
        "type «name»«types» = «expr»\n",
        "print «expr», «expr»\n",
        "print >>sys.stderr, «expr»,\n",
        "exec «expr» in «expr»\n",
        "exec(«expr»)\n",
        "«statement»\f\n",
        "x = \\\n «expr»; «expr»; import os\n",
        "if «expr»: «expr»; x = «expr»\n",
        "break\n",
        "continue\n",
        "# type: ignore\n",
        "# «expr»\n",
    ],
    "decorators": ["", "@«expr»\n", "@«name».«name»(«arguments»)\n@«name»\n", "@property\n"],
    "types": ["", "[T]", "[T: «expr», *Ts, **P]", "[T = «expr»]"],
    "parameters": [
        "",
        "self",
        "«name», «name»=«expr»",
        "«name»: «expr», /, *«name»: «expr», «name»=«expr», **«name»",
        "*, «name»: *«expr», «name»",
        "a, a",
        "*a=1, **b, c",
    ],
    "arguments": ["", "«expr»", "«expr», «expr»", "«name»=«expr»", "*«expr», **«expr»",
                  "metaclass=M",
                  "«expr» for «name» in «expr»", "«name»:=«expr»", "«arguments», «arguments»"],
    "pattern": [
        *("_", "1", "-1j+2", "'a' 'b'", "«name»", "«name».«name»", "None", "[«pattern», *«name»]"),
        *("{'a': «pattern», **«name»}", "«name»(«pattern», «name»=«pattern»)", "(«pattern»)"),
        *("«pattern» | «pattern»", "«pattern» as «name»", "*_"),
    ],
    "target": [
        *("x", "«name»", "«name».«name»", "«name»[«expr»]", "«name», *«name»",
          "[«target», «target»]"),
        *("(«target»)", "f(«expr»).«name»", "«name»[«expr»:«expr»:«expr»]", "os.environ[«expr»]"),
    ],
    "name": [
        *("a", "b", "x", "os", "self", "cls", "f", "_", "__all__", "print", "match", "type",
          "case"),
        *("ｅｖａｌ", "ﬁ", "é", "𝔢", "__import__", "environ", "T", "async", "lazy",
          "exec", "super"),
    ],
    "dots": ["", ".", "..", "...", ". . ", "....."],
    "dotted": ["os", "a.b", "a . b", "os.path", "subprocess", "ｏｓ", "importlib", "\\\n os"],
    "binary": [
        *("+", "-", "*", "/", "//", "%", "@", "**", "<<", ">>", "&", "|", "^"),
    ],
    "compare": ["==", "!=", "<>", "<", ">=", "in", "not in", "is", "is not"],
    "expr": [
        "1",
        "«name»",
        "«atom»",
        "«expr» «binary» «expr»",
        "«expr» «compare» «expr»",
        "«expr» and «expr» or «expr»",
        "not «expr»",
        "-~+«expr»",
        "(«expr»)",
        "(«expr», )",
        "[«expr», *«expr»]",
        "{«expr», «expr»}",
        "{«expr»: «expr», **«expr», 'k': «expr»}",
        "«expr».«name»",
        "«expr»[«expr»]",
        "«expr»[«expr»:«expr»:«expr»]",
        "«expr»[..., *«expr», ::]",
        "«expr»(«arguments»)",
        "«call»",
        "«expr» if «expr» else «expr»",
        "lambda «parameters»: «expr»",
        "lambda: «expr»",
        "[«expr» for «target» in «expr» if «expr» if «expr»]",
        "{«expr»: «expr» async for «target» in «expr»}",
        "(«expr» for «target» in «expr» for «target» in «expr»)",
        "await «expr»",
        "(yield «expr»)",
        "(yield from «expr»)",
        "(«name» := «expr»)",
        "`«expr»`",
        "f'a{«expr»}b{«expr»!r:>{«expr»}}'",
        "f'{«name»=}{{}}'",
        "t'{«expr»}'",
        'rf"""{«expr»:{«expr»}}\n"""',
        "«string» «string»",
        "...",
    ],
    "call": [
        *("os.system(«expr»)", "exec(«expr»)", "eval(«expr», {})", "__import__(«expr»)"),
        *("open(«expr», 'w')", "getattr(«expr», «expr»)(«arguments»)", "subprocess.run([«expr»])"),
        *("importlib.import_module(«expr», «expr»)", "base64.b64decode(«expr»)", "''.join(«expr»)"),
        *("«expr».format(«arguments»)", "(«string» % «expr»)", "super().«name»(«arguments»)"),
        *("os.path.join(«expr», «expr»)", "sys.argv[1]", "os.environ.get(«expr»)",
          "globals()[«expr»]"),
    ],
    "atom": [
        *("None", "True", "0x_f", "0b1", "0777", "1_000L", "1e999", "1j", "0o17", "1.5",
          "«string»"),
        *("9" * 5_000, "0x" + "f" * 5_000, "1e-400", "0_", "1__0"),
    ],
    "string": [
        *("'a'", "'https://example.com/%s'", "'\\x69\\u0041\\U0001F600\\N{DIGIT ONE}'", "b'\\xff'"),
        *("r'\\'", "u''", "'''a\n'''", '"""""', "'\ud7ff\U0010ffff'", "'aWQ='", "'\\ud800'",
          "Rb'\\d'"),
        *("'\\U00110000'", "'\\400\\777'", "'\0'", "'\\\n'", "'{0} {a.b} {c[0]!r:>9}'",
          "'%(a)s %s %%'"),
        *("f'{", "f'{x!}'", "'unended", "br'\\x'"),
    ],
}  # fmt: skip

_NESTS = (
    ("(", ")"), ("[", "]"), ("{", "}"), ("f(", ")"), ("a[", "]"), ("lambda: ", ""), ("not ", ""),
    ("-", ""), ("1+", ""), ("a.", "a"), ("a", "()"), ("x", ".a"), ("1 if x else ", ""), ("f'{",
        "}'"),
    ("(yield ", ")"), ("await ", ""), ("[x for x in ", "]"), ("a = ", ""), ("a and ", ""),
    ("{1:", "}"), ("*", ""), ("@a\n", ""), ("if x:", "\n"), ("1<", ""), ("2**", ""), ("x=\\\n", ""),
    ("class A(", "): pass"), ("'a' ", ""), ("a,", ""), ("(a:=", ")"), ("`", "`"), ("print ", ""),
    ("[a] = ", ""), ("del (", ")"), ("for x in ", ": pass"), ("with (", "): pass"), ("x: ", ""),
    ("case [", "]: pass"), ("elif x: pass\n", ""), ("import a;", ""), ("from . import a\n", ""),
)  # fmt: skip

PYTHON = Grammar(_RULES, _NESTS)


def make(chance: Random, most: int) -> bytes:
    """A module: made from the rules, deeply nested, or stairs of blocks."""
    kind = chance.random()
    if kind < 0.85:
        text = PYTHON.text(chance)
    elif kind < 0.97:
        text = f"{PYTHON.text(chance)}\nx = {PYTHON.nested(chance, most)}\n{PYTHON.text(chance)}"
    else:
        opening = chance.choice(
            ("if x:", "def f():", "class A:", "try:", "for x in y:", "match x:")
        )
        steps = min(chance.choice((20, 99, 101, 900)), int(most**0.5))
        text = "\n".join(" " * n + opening for n in range(steps)) + "\n" + " " * steps + "pass"
    encoding = chance.choice(
        ("utf-8",) * 20 + ("utf-16", "utf-32", "utf-7", "utf-8-sig", "latin-1")
    )
    return text.encode(encoding, "replace")[:most]
