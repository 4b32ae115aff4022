"""What a JavaScript or TypeScript text must hold to make a use."""

from collections.abc import Iterator, Sequence

from tidewaiter.catalogue.entry import Entry
from tidewaiter.catalogue.language import Language
from tidewaiter.reading.sieve.names import Rule, either, escaped, grouped, rule, spelled

_GLOBAL = "globalThis"
_COMMENT = r"/\*+[^*]*\*+/|//[^\n]*"
_GAP = rf"(?:\s|{_COMMENT})*"
_STEP = rf"(?:[\s\"'`\]?.\[!)]|{_COMMENT}|\bas\s+\w+)*"
_QUOTE = "[\"'`]"
_ASSIGNED = r"[\s)]*(?:(?:[-+*/%&|^]|\*\*|<<|>>>?|&&|\|\||\?\?)?=(?:[^=>]|$)|\+\+|--)"

# What may stand before and after a name whose value goes elsewhere.
_BEFORE = r"(?:^|[=(\[{:,?|&!;>]|\b(?:return|yield|await|of|in|case|new|default|else|extends)\b)"
_AFTER = r"(?:$|[)\]},;:?|&\n\r!]|\b(?:as|in|instanceof|satisfies)\b|/[*/])"

# A letter, digit, or sign of a specifier, written so that it is not seen.
_PLAIN = r"(?:[46][1-9a-fA-F]|[57][0-9aA]|3[0-9aA]|5[fF]|2[dDeEfF4]|40|60)"
_ESCAPES = (
    rf"\\x{_PLAIN}",
    rf"\\u00{_PLAIN}",
    rf"\\u\{{0*{_PLAIN}\}}",
    r"\\1[0-7][0-7]|\\[4-7][0-7]",
    r"\\(?:\n|\r|\xe2\x80[\xa8\xa9])",
    rf"{_QUOTE}[\w:/.@-]*\\[^nrtbvfux0-9\s\\\"'`$][\w:/.@\\-]*{_QUOTE}",
)
_COMPUTED = (
    rf"[\w$)\]]{_GAP}(?:\?\.)?\[{_GAP}"
    rf"(?:[^\s\"'`\d\]]|\"[^\"\n]*\"{_GAP}[^\s\]]|'[^'\n]*'{_GAP}[^\s\]]|`[^`]*(?:\$|`{_GAP}[^\s\]]))"
)


_LITERAL = r"(?:\"[^\"\n]*\"|'[^'\n]*'|`[^`$]*`)"
_UNKNOWN = rf"(?:[^\s\"'`)/]|{_LITERAL}{_GAP}[^\s),/]|`[^`]*\$)"
_LOADING = (
    rf"\b(?:require|import){_GAP}(?:\?\.)?{_GAP}\({_GAP}{_UNKNOWN}",
    rf"\brequire{_GAP}\.{_GAP}(?:call|apply|bind)\b",
    rf"\.node{_QUOTE}",
)


# The global object under its names; those below the first line are often something else.
_WINDOWS = ("globalThis", "window", "global")
_HOMONYMS = ("self", "top", "parent", "frames", "this")


def rules(language: Language) -> Iterator[Rule]:
    """A text for which none of these holds has no use of its own."""
    yield from (rule(expression) for expression in (*_ESCAPES, *_LOADING))
    yield rule(_value("require"))
    yield from (rule(_asked(some)) for some in grouped(_modules(language)))
    names = [
        (name[len(_GLOBAL) + 1 :].split("."), entry)
        for name, entry in spelled(language)
        if name.startswith(f"{_GLOBAL}.") and name != "globalThis.require"
    ]
    names = [(path, entry) for path, entry in names if path[0] not in (*_WINDOWS, *_HOMONYMS)]
    plain = [(path, entry) for path, entry in names if not _references(entry)]
    yield from _leaves([(path[0], e.on) for path, e in plain if len(path) == 1])
    yield from _members([path for path, e in plain if len(path) > 1 and e.on != "assign"])
    yield from (rule(_stored(path)) for path, e in plain if e.on == "assign")
    yield from _given([(path, _references(entry)) for path, entry in names])


def _modules(language: Language) -> set[str]:
    """A script names what it imports as it likes and hands it on: asking for it decides."""
    spellings = {name for name, _ in spelled(language) if "." not in name}
    return (set(language.modules) | spellings) - {_GLOBAL, "import"}


def _asked(modules: Sequence[str]) -> str:
    """A literal specifier of one of these where modules are asked for."""
    call = rf"(?:require|getBuiltinModule)[\w$]*{_GAP}(?:\?\.)?{_GAP}\("
    door = rf"(?:\bfrom|\bimport(?:{_GAP}\()?|{call})"
    return rf"{door}{_GAP}{_QUOTE}(?:node:)?{either(modules)}{_QUOTE}"


def _leaves(names: list[tuple[str, str]]) -> Iterator[Rule]:
    """``fetch``, also as a property of a global object or under another name."""
    called = {word for word, on in names if on == "call"}
    for word in sorted(called):
        yield rule(_bare(escaped(word)))
    yield from (rule(rf"\b{escaped(word)}\b") for word, on in names if on == "read")
    some = either({*called, "require"})
    yield rule(rf"\b{either((*_WINDOWS, *_HOMONYMS))}\b{_STEP}\b{some}\b")
    yield rule(_handed(), rf"(?:[.{{,\[\"'`]\s*){some}\b")
    yield rule(_handed(), _COMPUTED)
    # Whoever imports this module may use the global object by what it exports.
    yield rule(_handed(), r"\bexports?\b")
    yield rule(_indexed(either({*_WINDOWS, *_HOMONYMS} - {"this"})))
    yield rule(rf"\bthis{_GAP}\[{_GAP}{_LITERAL}{_GAP}\+")


def _handed() -> str:
    """The global object as a value that goes elsewhere; ``this`` and its like outside functions."""
    homonym = either(_HOMONYMS)
    return (
        rf"{_value(either(_WINDOWS))}|\}}\s*\)?\s*(?:\.call)?\(\s*{homonym}\b"
        rf"|[?:|]\s*{homonym}\s*[;,):|?\n]|^(?:var|let|const)\b[^\n;]*=\s*{homonym}\b"
    )


def _members(paths: list[list[str]]) -> Iterator[Rule]:
    """``document.cookie``, also with the object under another name or the property computed."""
    below: dict[str, set[str]] = {}
    for root, key, *_ in paths:
        below.setdefault(root, set()).add(key)
    for root, keys in sorted(below.items()):
        name, some = escaped(root), _whole(keys)
        yield rule(rf"\b{name}\b{_STEP}{some}")
        yield rule(_value(name), some)
        yield rule(_value(name), _COMPUTED)
        yield rule(_indexed(name))
        yield rule(rf"\bexport(?:s\b[^;\n=]*=|\s+default\b)[^;\n]*\b{name}{_AFTER}")


def _whole(words: set[str]) -> str:
    """Any of some names, of which each stands by itself; ``$`` begins and ends no word."""
    signs = {word for word in words if "$" in word}
    plain = [rf"\b{either(words - signs)}\b"] if words - signs else []
    return f"(?:{'|'.join([*plain, *([either(signs)] if signs else [])])})"


def _stored(path: list[str]) -> str:
    """Something is assigned to the path or below it, or deleted."""
    member = rf"(?:{_GAP}\??\.{_GAP}[\w$]+|{_GAP}\[[^\]\n]*\])*"
    return rf"\b{_path(path)}[\"'`\]]*{member}{_ASSIGNED}|\bdelete\b[^;\n]*\b{_path(path)}"


def _path(path: list[str]) -> str:
    return rf"\b{_STEP}\b".join(escaped(part) for part in path)


def _references(entry: Entry) -> tuple[str, ...]:
    """The names of which one must be an argument, when nothing else makes a use."""
    if entry.capability or entry.returns:
        return ()
    return tuple(name for when in entry.when for name in when.refers_to or ())


def _given(names: list[tuple[list[str], tuple[str, ...]]]) -> Iterator[Rule]:
    """``Object.defineProperty`` and the like, in a text where a global goes elsewhere."""
    calls = {_path(path) for path, references in names if references}
    values = {name.removeprefix(f"{_GLOBAL}.") for _, refs in names for name in refs}
    if calls:
        called = rf"\b(?:{'|'.join(sorted(calls))})\b"
        given = _value(
            "(?:" + "|".join(sorted(_path(v.split(".")) for v in values - {_GLOBAL})) + ")"
        )
        owners = either({path[0] for path, references in names if references})
        methods = either({path[-1] for path, references in names if references})
        for reference in (given, _handed()):
            yield rule(called, reference)
            yield rule(_value(owners), rf"\b{methods}\b", reference)


def _value(name: str) -> str:
    """A name, perhaps a property of something, as a value that goes elsewhere."""
    return rf"{_BEFORE}\s*(?:[\w$.?]*\.)?{name}[ \t]*{_AFTER}"


def _indexed(name: str) -> str:
    """A property by a key that is no literal."""
    return rf"\b{name}{_GAP}(?:\?\.)?\[{_GAP}(?:[^\s\"'`\d\]]|{_LITERAL}{_GAP}[^\s\]]|`[^`]*\$)"


def _bare(word: str) -> str:
    """A global that is called, made or tagged, or whose value goes elsewhere."""
    return rf"(?:^|[^\w$.]){word}{_GAP}(?:\?\.)?{_GAP}[(`]|\bnew{_GAP}{word}\b|{_value(word)}"
