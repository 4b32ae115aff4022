"""What a Python text must hold to make a use: a module bound somehow, and what is used of it."""

import sys
import unicodedata
from collections.abc import Iterable, Iterator

from tidewaiter.catalogue.language import Language
from tidewaiter.reading.sieve.names import Rule, either, escaped, grouped, keys, rule, spelled

_BUILTINS = "builtins"
_GAP = r"[\s\\]*"
_DOT = rf"{_GAP}\.{_GAP}"
_ASSIGNED = r"(?::[^=\n]+)?(?:[-+*/%&|^@]|//|\*\*|<<|>>)?=(?:[^=]|$)"
_BELOW = r"[ \t]*(?:(?:\.[ \t]*\w+|\[[^\]\n]*\])[ \t]*)+"
_SET = r"\b(?:set|del)attr\b"
_STORE = rf"(?:\w[ \t]*(?:\.[ \t]*\w+|\[[^\]\n]*\])[ \t]*{_ASSIGNED}|{_SET})"

# What may stand before and after a name whose value goes elsewhere.
_BEFORE = (
    r"(?:[=(\[{,*|&^~<>%/+@-]|\b(?:return|yield|from|else|or|and|in|if|not|is|lambda|await)\b)"
)
_AFTER = r"[ \t\f]*(?:$|[])},;#\\\r]|[=!<>]=|(?:if|or|and|else|for|async|is|in|not)\b)"

_REFLECTION = (
    r"\b(?:__import__|import_module|__builtins__)\b",
    r"\b(?:globals|locals|vars)\s*\(\s*\)",
    r"\\N\{",
    # A dot parted from its name by a remark; elsewhere only white space is looked over.
    r"#[^\n]*\n[ \t]*\.[ \t]*[a-zA-Z_]|[\w)\]][ \t]*\.[ \t]*#",
)
_ATTRIBUTES = ("__dict__", "__getattribute__", "attrgetter", "methodcaller", "vars")
# getattr whose name is not one plain literal, or that is not called here.
_OPAQUE = (
    r"\bgetattr\s*(?:[^\s(]"
    r"|\([^,]*,\s*(?:[^\s\"']|[\"']\w*(?:[^\w\"']|[\"']\s*[^\s,)]))"
    r"|\([^,]*[(\[{])"
)


def rules(language: Language) -> Iterator[Rule]:
    """A text for which none of these holds has no use of its own."""
    yield from (rule(expression) for expression in _REFLECTION)
    yield rule(_look_alikes())
    if language.fixtures:
        yield rule(rf"\b{either(language.fixtures)}\b")
    names = spelled(language)
    modules = language.modules | {
        alias for alias in language.aliases if alias.rpartition(".")[2].islower()
    }
    used = [name for name, entry in names if entry.on != "assign"]
    owners = {m: below for m, below in sorted(keys(used, modules).items()) if m and below}
    yield from (rule(_bare(word)) for word in sorted(owners.get(_BUILTINS, ())))
    yield from _hidden(owners)
    for module, below in owners.items():
        # Of a strong module the import decides, here or in a member that hands it on.
        if module.partition(".")[0] not in language.strong:
            yield from _uses(module, below)
    assigned = {name for entry in language.entries if entry.on == "assign" for name in entry.names}
    yield from _patches(assigned)
    parts = {part for name, _ in names for part in _prefixes(name)} | language.modules
    yield from _imports(language.strong, parts)


def _hidden(modules: Iterable[str]) -> Iterator[Rule]:
    """A module, or what is inside it, that is asked for as a string."""
    some = either({module.rpartition(".")[2] for module in modules})
    yield rule(rf"\b{some}{_DOT}{either(_ATTRIBUTES)}\b")
    yield rule(rf"\bgetattr\b[^,]*,\s*[\"']{some}[\"']")


def _uses(module: str, below: set[str]) -> Iterator[Rule]:
    """``module.key``; ``from module import`` and the key; or the module under another name."""
    name = module.rpartition(".")[2]
    last, root, words = escaped(name), _root(module), either(below)
    some = rf"\b{words}\b"
    yield rule(rf"\b{last}{_DOT}{words}\b", *root)
    yield rule(rf"\b{last}[\s\\]+import\b", some, *root)
    # Whoever imports this module may use what it calls otherwise, or all that it has.
    yield rule(rf"\b{last}[\s\\]+import[\s\\(]*\*", *root)
    yield rule(rf"\b{last}[\s\\]+as\b", *root)
    yield rule(rf"=[\s\\]*(?:[\w.]*\.)?{last}[ \t]*(?:$|[;#])", *root, imported=name)
    for wanted in (some, rf"\b{either(_ATTRIBUTES)}\b", _OPAQUE):
        yield rule(_value(last), wanted, *root, imported=name)
    if root:
        yield rule(rf"\b{_last(module.rpartition('.')[0])}[\s\\]+import\b", imported=name)


def _patches(names: set[str]) -> Iterator[Rule]:
    """Something is assigned to, or deleted from, a name or what is below it."""
    plain = {name for name in names if "." not in name}
    dotted = [name.rpartition(".") for name in sorted(names - plain)]
    inner = "|".join(f"{_last(package)}{_DOT}{escaped(last)}" for package, _, last in dotted)
    yield from _stores(rf"\b(?:{either(plain)}{_BELOW}|(?:{inner})(?:{_BELOW})?)")
    yield rule(rf"{_SET}{_GAP}\({_GAP}(?:\w+\.)*(?:{either(plain)}|{inner})(?:{_GAP},|{_BELOW})")
    for name in sorted(plain):
        yield rule(rf"\b{escaped(name)}[\s\\]+as\b", _STORE)
        yield rule(_value(escaped(name)), _STORE, rf"^[ \t]*import\b[^\n;#]*\b{escaped(name)}\b")
    for package, _, last in dotted:
        yield rule(rf"\b{_last(package)}[\s\\]+as\b", rf"\b{escaped(last)}\b")
        yield rule(
            _value(_last(package)), rf"\b{escaped(last)}\b", imported=package.partition(".")[0]
        )
        yield rule(rf"\b{_last(package)}[\s\\]+import\b", _STORE, imported=last)


def _stores(path: str) -> Iterator[Rule]:
    """The statements that assign to, or delete, a path."""
    first = r"(?:^|[;:])[ \t(\[*]*(?:[\w.]+[ \t]*,[ \t]*)*[\w.]*"
    yield rule(rf"{path}[)\] \t]*{_ASSIGNED}")
    yield rule(rf"{first}{path}[ \t]*,[\w., \t\[\]()*]*=[^=]")
    yield rule(rf"\b(?:for|as)[ \t(]+(?:\w+\.)*{path}[),: \t]")
    yield rule(rf"\bdel\b[^\n;#]*{path}")


def _imports(modules: frozenset[str], parts: set[str]) -> Iterator[Rule]:
    """Imports that bind one of these modules or something in it that leads to a catalogued name."""
    top = {module for module in modules if "." not in module}
    for module in sorted(modules - top):
        package, _, last = module.rpartition(".")
        yield rule(rf"\b{escaped(module)}\b")
        yield rule(rf"\b{_last(package)}[\s\\]+import\b", *_root(module), imported=last)
    for module in sorted(top):
        yield rule(rf",{_GAP}{escaped(module)}[ \t]*(?:$|[,;#\\\r]|as\b)", imported=module)
    inner = {part for part in parts if part.count(".") == 1 and part.partition(".")[0] in top}
    for some in grouped(top):
        yield rule(rf"\b(?:import|from)[\s\\]+{either(some)}(?:[^.\w]|$)")
    for some in grouped(inner):
        dotted = "|".join(_DOT.join(map(escaped, part.split("."))) for part in some)
        yield rule(rf"\b(?:import|from)[\s\\]+(?:{dotted})\b")


def _root(module: str) -> tuple[str, ...]:
    """What tells a module inside a package from others of its name: the package's name."""
    first, dot, _ = module.partition(".")
    return (rf"\b{escaped(first)}\b",) if dot else ()


def _last(module: str) -> str:
    """The last segment of a module's name, as an expression."""
    return escaped(module.rpartition(".")[2])


def _value(last: str) -> str:
    """The module, perhaps an attribute of something, as a value that goes elsewhere."""
    return rf"{_elsewhere(last)}|\.{_GAP}{last}(?:{_AFTER}|[ \t]*:)"


def _elsewhere(name: str) -> str:
    # A colon before a line of its own begins a block, in which "name:" is an annotation.
    return (
        rf"{_BEFORE}{_GAP}{name}(?:{_AFTER}|[ \t]*:)|:{_GAP}{name}{_AFTER}"
        rf"|^[ \t]*{name}[ \t]*(?:[],)}}#]|$)"
    )


def _bare(word: str) -> str:
    """A built-in that is called, or whose value goes elsewhere; Python 2 also has statements."""
    name = escaped(word)
    return rf"(?:^|[^\w.]){name}{_GAP}\(|{_elsewhere(name)}|^[ \t]*{name}[ \t]+[\"'\w(]"


def _prefixes(name: str) -> Iterator[str]:
    while name:
        yield name
        name = name.rpartition(".")[0]


def _look_alikes() -> str:
    """A character that is no ASCII but becomes an ASCII letter, digit or ``_`` in a name.

    Source: PEP 3131 (names are compared in NFKC).
    """
    ends: dict[bytes, list[int]] = {}
    for code in range(0x80, sys.maxunicode + 1):
        char = chr(code)
        if f"a{char}".isidentifier() and unicodedata.normalize("NFKC", char).isascii():
            *start, end = char.encode()
            ends.setdefault(bytes(start), []).append(end)
    return "|".join(
        "".join(f"\\x{byte:02x}" for byte in start)
        + "[" + "".join(f"\\x{end:02x}" for end in last) + "]"
        for start, last in ends.items()
    )  # fmt: skip
