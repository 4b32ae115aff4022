"""What a place of use means: its capability, its arguments, and what it touches."""

import shlex
from dataclasses import dataclass

from tidewaiter.catalogue.entry import Destination, Reference, Unfolded, Where, compiled
from tidewaiter.catalogue.entry import Value as Look
from tidewaiter.catalogue.taxonomy import Catalogue
from tidewaiter.linking.evaluate import Evaluator
from tidewaiter.linking.external import IMPORT
from tidewaiter.linking.graph import Site
from tidewaiter.linking.units import PYTHON, SHELL
from tidewaiter.linking.values import Display, External, Instance, Known, UnitId
from tidewaiter.model.facts import (
    UNKNOWN,
    Attr,
    Call,
    Event,
    EventKind,
    Expr,
    Imported,
    Item,
    Items,
    Mapping,
)
from tidewaiter.model.profile import Json
from tidewaiter.reading.constants import HOLE

_LONGEST_ARGUMENT = 500
_SHOWN_HOLE = "{…}"


@dataclass(slots=True)
class Meaning:
    """A use before it has a phase and a path.

    ``text`` is the folded argument that is run, for capabilities that run code or commands.
    """

    site: Site
    capability: str
    destination: str | None
    destination_kind: str | None
    arguments: dict[str, Json]
    text: str | bytes | None


class Meanings:
    """Reads places of use with the catalogue."""

    def __init__(self, evaluator: Evaluator, catalogue: Catalogue) -> None:
        self._evaluator = evaluator
        self._catalogue = catalogue
        self._makers: set[tuple[UnitId, Expr]] = set()

    def of(self, site: Site) -> Meaning | None:
        """What the site does, or ``None`` when the catalogue says that it does nothing."""
        capability = self._catalogue.capability(site.entry, lambda when: self._look(site, when))
        if not capability:
            return None
        destination, kind = self._destination(site)
        if destination is not None and kind == "module":
            destination = self._absolute(site, destination)
        if destination is not None and kind is not None:
            capability = self._catalogue.refine(capability, kind, destination)
        return Meaning(site, capability, destination, kind, self._arguments(site), self._text(site))

    # what the catalogue asks for

    def _look(self, site: Site, where: Where) -> Look:
        unit = site.node[0]
        expr = self._find(site, where)
        if expr is None:
            return Unfolded.ABSENT
        if expr == UNKNOWN:
            return Unfolded.UNKNOWN
        if expr < 0:
            return self._attribute(unit, expr)
        values = self._evaluator.values(unit, expr).all
        for value in values:
            if isinstance(value, Known):
                return self._json(value)
            if isinstance(value, External):
                return Reference(value.name)
            if isinstance(value, Display):
                return self._display(value)
        return Unfolded.UNKNOWN

    def _json(self, value: Known) -> Look:
        if isinstance(value.value, str) and HOLE in value.value:
            return Unfolded.TEXT
        if isinstance(value.value, bytes):
            return value.value.decode("latin-1")
        if isinstance(value.value, tuple):
            return [v if not isinstance(v, bytes) else v.decode("latin-1") for v in value.value]
        return value.value

    def _display(self, value: Display) -> Look:
        node = self._evaluator.units.units[value.unit].outline.exprs[value.expr]
        if isinstance(node, Mapping):
            return {}
        folded = self._evaluator.constant(value.unit, value.expr)
        if isinstance(folded, tuple):
            return [v if isinstance(v, str | int | float) else None for v in folded]
        return []

    def _find(self, site: Site, where: Where) -> Expr | None:
        """The expression a row speaks of; `UNKNOWN` when it may be given, ``None`` when not."""
        unit = site.node[0]
        exprs = self._evaluator.units.units[unit].outline.exprs
        call = exprs[site.expr]
        if where.key:
            return self._key(site)
        if not isinstance(call, Call):
            return None
        if where.receiver:
            callee = exprs[call.callee]
            return callee.base if isinstance(callee, Attr) else None
        found = self._argument(site, call, where)
        if found is None:
            return UNKNOWN if "**" in call.names else None
        return self._property(unit, found, where.property) if where.property else found

    def _argument(self, site: Site, call: Call, where: Where) -> Expr | None:
        unit = site.node[0]
        positional = call.args[: len(call.args) - len(call.names)]
        if where.argument is not None and where.argument in call.names:
            return call.args[call.names.index(where.argument) - len(call.names)]
        if self._evaluator.units.units[unit].language == SHELL:
            positional = positional[site.api.count(" ") :]  # "git clone" is a name
        if where.position is not None and -len(positional) <= where.position < len(positional):
            return positional[where.position]
        if where.first is not None:
            for arg in positional:
                folded = self._evaluator.constant(unit, arg)
                if isinstance(folded, str) and compiled(where.first).search(folded):
                    return arg
        return None

    def _property(self, unit: UnitId, expr: Expr, path: str) -> Expr | None:
        for name in path.split("."):
            display = next(
                (v for v in self._evaluator.values(unit, expr).all if isinstance(v, Display)), None
            )
            if display is None or display.unit != unit:
                return None
            node = self._evaluator.units.units[unit].outline.exprs[display.expr]
            if not isinstance(node, Mapping):
                return None
            keys = [self._evaluator.constant(unit, key) for key in node.keys]
            if name not in keys:
                return UNKNOWN if UNKNOWN in node.keys else None
            expr = node.values[keys.index(name)]
        return expr

    def _key(self, site: Site) -> Expr | None:
        """The subscript that follows the name; an attribute that does is negated."""
        exprs = self._evaluator.units.units[site.node[0]].outline.exprs
        outer = site.event.expr
        while outer != UNKNOWN:
            node = exprs[outer]
            if not isinstance(node, Attr | Item):
                return None
            if node.base == site.expr:
                return node.key if isinstance(node, Item) else -outer
            outer = node.base
        return None

    def _attribute(self, unit: UnitId, found: Expr) -> str | None:
        """The name that `_key` found: of an attribute, whose expression it gives negated."""
        node = self._evaluator.units.units[unit].outline.exprs[-found]
        return node.name if isinstance(node, Attr) else None

    # destination

    def _destination(self, site: Site) -> tuple[str | None, str | None]:
        for row in site.entry.destination:
            found = self._one_destination(site, row)
            if found is not None:
                return found, row.kind
        kinds = [row.kind for row in site.entry.destination]
        return None, kinds[0] if kinds else None

    def _one_destination(self, site: Site, row: Destination) -> str | None:
        if row.receiver:
            return self._receiver(site)
        python = self._evaluator.units.units[site.node[0]].language == PYTHON
        if row.key and python and site.entry.of_module:
            return self._dotted(site)
        expr = self._find(site, row)
        if expr is not None and expr < 0:
            return self._attribute(site.node[0], expr)
        if not expr:
            return None
        glue = ":" if row.kind in ("host", "address") else " "
        shown = self._shown(site.node[0], expr, glue)
        if shown is None:
            return self._of_request(site.node[0], expr, row.kind)
        for more in row.join:
            other = self._find(site, more)
            text = self._shown(site.node[0], other) if other else None
            if text is not None:
                shown = f"{shown}{glue}{text}"
        return shown

    def _dotted(self, site: Site) -> str | None:
        """The whole name of what is assigned below the name of the site."""
        exprs = self._evaluator.units.units[site.node[0]].outline.exprs
        parts: list[str] = []
        expr = site.event.expr
        while expr != site.expr:
            node = exprs[expr]
            if not isinstance(node, Attr | Item):
                return None
            if isinstance(node, Attr):
                parts.append(node.name)
            else:
                key = self._evaluator.constant(site.node[0], node.key)
                if not isinstance(key, str) or HOLE in key:
                    return None
                parts.append(key)
            expr = node.base
        return ".".join([site.api, *reversed(parts)]) if parts else None

    def _receiver(self, site: Site) -> str | None:
        unit = site.node[0]
        exprs = self._evaluator.units.units[unit].outline.exprs
        call = exprs[site.expr]
        callee = exprs[call.callee] if isinstance(call, Call) else None
        if not isinstance(callee, Attr):
            return None
        for value in self._evaluator.values(unit, callee.base).all:
            if isinstance(value, Known) and isinstance(value.value, str):
                return shown_text(value.value)
            if isinstance(value, Instance) and value.text:
                return shown_text(value.text)
            if isinstance(value, Instance) and value.maker is not None:
                return self._of_maker(value.maker)
        return None

    def _of_maker(self, maker: tuple[UnitId, Expr]) -> str | None:
        """What the call that made an object touches, by its entry or else its first argument."""
        site = self._maker_site(maker)
        if site is not None and site.entry.destination:
            return self._touched_by(site)[0]
        call = self._evaluator.units.units[maker[0]].outline.exprs[maker[1]]
        return self._shown(maker[0], call.args[0]) if isinstance(call, Call) and call.args else None

    def _of_request(self, unit: UnitId, expr: Expr, kind: str) -> str | None:
        """What an object that is passed was made for: ``urlopen(Request(url))``."""
        for value in self._evaluator.values(unit, expr).all:
            site = self._maker_site(value.maker) if isinstance(value, Instance) else None
            if site is not None and any(row.kind == kind for row in site.entry.destination):
                found, found_kind = self._touched_by(site)
                if found_kind == kind:
                    return found
        return None

    def _maker_site(self, maker: tuple[UnitId, Expr] | None) -> Site | None:
        """The call that made an object as a place of use, when it is catalogued."""
        if maker is None:
            return None
        unit, expr = maker
        here = self._evaluator.units.units[unit]
        call = here.outline.exprs[expr]
        if not isinstance(call, Call):
            return None
        language = self._evaluator.languages[here.language]
        for value in self._evaluator.values(unit, call.callee).all:
            if isinstance(value, External):
                entry = language.lookup(language.canonical(value.name))
                if entry is not None:
                    event = Event(EventKind.CALL, 0, 0, call.line, call.column, expr)
                    return Site((unit, 0), event, value.name, entry, expr, certain=True)
        return None

    def _touched_by(self, site: Site) -> tuple[str | None, str | None]:
        """The destination of a maker; none of one that is made, in a loop, from itself."""
        key = (site.node[0], site.expr)
        if key in self._makers:
            return None, None
        self._makers.add(key)
        found = self._destination(site)
        self._makers.discard(key)
        return found

    def _shown(self, unit: UnitId, expr: Expr, glue: str = " ") -> str | None:
        folded = self._evaluator.constant(unit, expr)
        if isinstance(folded, bytes):
            folded = folded.decode("utf-8", "replace")
        if isinstance(folded, tuple):
            folded = glue.join(str(p) for p in folded if isinstance(p, str | int))
        if isinstance(folded, bool) or not isinstance(folded, str | int):
            return self._first_known(unit, expr)
        return shown_text(str(folded))

    def _first_known(self, unit: UnitId, expr: Expr) -> str | None:
        """A command line of which some words are known: those, with holes for the others."""
        for value in self._evaluator.values(unit, expr).all:
            if isinstance(value, Display):
                node = self._evaluator.units.units[value.unit].outline.exprs[value.expr]
                if isinstance(node, Items):
                    words = [self._evaluator.constant(value.unit, i) for i in node.items[:40]]
                    if words and isinstance(words[0], str):
                        return shown_text(
                            " ".join(w if isinstance(w, str) else HOLE for w in words)
                        )
        return None

    def _absolute(self, site: Site, module: str) -> str:
        """A relative module with the package that it is imported into."""
        units = self._evaluator.units
        here = units.units[site.node[0]]
        call = here.outline.exprs[site.expr]
        if here.language != PYTHON:
            return module
        name = module.lstrip(".")
        level = len(module) - len(name)
        if not level and site.api == IMPORT and isinstance(call, Call):
            level = self._evaluator.external.level(site.node[0], call)
        return (level and units.absolute(here, Imported(name, "", level))) or module

    # arguments

    def _arguments(self, site: Site) -> dict[str, Json]:
        unit = site.node[0]
        call = self._evaluator.units.units[unit].outline.exprs[site.expr]
        if not isinstance(call, Call):
            return {}
        positional = len(call.args) - len(call.names)
        names = [str(i) for i in range(positional)] + list(call.names)
        known: dict[str, Json] = {}
        for name, arg in zip(names[:12], call.args, strict=False):
            folded = self._evaluator.constant(unit, arg)
            if isinstance(folded, bool | int | float) and abs(folded) < 1 << 53:
                known[name] = folded
            elif isinstance(folded, str | bytes | tuple):
                shown = self._shown(unit, arg)
                if shown is not None:
                    known[name] = shown
        return known

    def _text(self, site: Site) -> str | bytes | None:
        """The first argument as it would be run, when it is known whole, with its words."""
        call = self._evaluator.units.units[site.node[0]].outline.exprs[site.expr]
        if not isinstance(call, Call) or not call.args:
            return None
        folded = self._evaluator.constant(site.node[0], call.args[0])
        if isinstance(folded, str | bytes):
            words = self._words(site)
            return f"{folded} {words}" if words and isinstance(folded, str) else folded
        return _line(folded)

    def _words(self, site: Site) -> str | None:
        """The words that a command is given in a further argument: ``spawn("rm", ["a"])``."""
        for row in site.entry.destination:
            for more in row.join if row.kind == "command" else ():
                expr = self._find(site, more)
                folded = self._evaluator.constant(site.node[0], expr) if expr else None
                return _line(folded) if isinstance(folded, tuple) else None
        return None


def shown_text(text: str) -> str | None:
    """Folded text as a destination: holes shown, cut to a bounded length."""
    shown = text.replace(HOLE, _SHOWN_HOLE)
    while _SHOWN_HOLE * 2 in shown:
        shown = shown.replace(_SHOWN_HOLE * 2, _SHOWN_HOLE)
    if not shown.replace(_SHOWN_HOLE, "").strip("/ :.-_"):
        return None
    return shown[:_LONGEST_ARGUMENT]


def _line(words: object) -> str | None:
    """Words as a shell line, when all of them are known."""
    if isinstance(words, tuple) and words and all(isinstance(word, str) for word in words):
        return " ".join(shell_word(str(word)) for word in words)
    return None


def shell_word(word: str) -> str:
    """A word as a shell line would have it."""
    return shlex.quote(word)
