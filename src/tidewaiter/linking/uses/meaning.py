"""What a place of use means: its capability, its arguments, and what it touches."""

import re
from dataclasses import dataclass, replace

import msgspec

from tidewaiter.catalogue.entry import (
    EACH,
    Destination,
    Reference,
    Unfolded,
    When,
    Where,
    compiled,
)
from tidewaiter.catalogue.entry import Value as Look
from tidewaiter.catalogue.taxonomy import Catalogue
from tidewaiter.linking.calls.graph import Site
from tidewaiter.linking.units import PYTHON, SHELL
from tidewaiter.linking.uses.by_key import ByKey
from tidewaiter.linking.uses.each import texts_of_each
from tidewaiter.linking.uses.shown import (
    SHOWN_HOLE,
    Shown,
    command_line,
    joined,
    shown,
    shown_text,
    united,
    words_beside,
)
from tidewaiter.linking.uses.switched import Switched
from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.external import IMPORT
from tidewaiter.linking.values.possible import NOTHING, Values
from tidewaiter.linking.values.value import (
    Argument,
    Display,
    External,
    Instance,
    Known,
    Module,
    Object,
    Own,
    UnitId,
    Value,
)
from tidewaiter.model.facts import (
    UNKNOWN,
    Attr,
    Call,
    Const,
    Event,
    EventKind,
    Expr,
    Imported,
    Item,
    Mapping,
    Name,
)
from tidewaiter.model.profile import Json
from tidewaiter.reading.constants import HOLE
from tidewaiter.reading.names import reaching

_NOT_KNOWN: Shown = [None]
_FOLDERS: tuple[Shown, ...] = (["."], [".."], ["/"])
"""What says all by itself where an expression can be nothing else."""

_NO_FILES = frozenset({"/dev/null", "nul", "NUL"})
"""What is written there is dropped, and nothing can be read."""

_FETCHES = frozenset({"net.connect", "fs.read"})
"""What only fetches or reads, and runs nothing of what it gets."""

_DATA = re.compile(r"data:[\w.+-]+/[\w.+-]+(?:;[\w.=-]+)*[;,]")
"""A URL that holds what it stands for (RFC 2397)."""


@dataclass(slots=True)
class Meaning:
    """A use before it has a phase and a path.

    ``texts`` is what the argument that is run may be, for capabilities that run code or commands.
    """

    site: Site
    capability: str
    destination: str | None
    destination_kind: str | None
    arguments: dict[str, Json]
    texts: tuple[str | bytes, ...]


def _is_nothing(capability: str, kind: str | None, destination: str) -> bool:
    """Whether there is nothing to touch: a file that keeps nothing, a URL that is not fetched."""
    if kind == "file" and destination in _NO_FILES:
        return True
    return capability in _FETCHES and _DATA.match(destination) is not None


class Meanings:
    """Reads places of use with the catalogue."""

    def __init__(self, evaluator: Evaluator, catalogue: Catalogue) -> None:
        self._evaluator = evaluator
        self._catalogue = catalogue
        self._makers: set[tuple[UnitId, Expr]] = set()
        self._parts: dict[tuple[UnitId, Expr, str], Expr] = {}
        self._switched = Switched(evaluator)
        self.by_key = ByKey(evaluator)

    def of(self, site: Site) -> list[Meaning]:
        """What the site does: one for each destination it may have, none if it does nothing.

        The last has none when it may have others. What a flag makes two calls of is told of both,
        and what each turn of a loop looks up of each.
        """
        calls = [call for each in self._switched.each(site) for call in self.by_key.each(each)]
        if calls == [site]:
            return self._of(site)
        found: list[Meaning] = []
        for meaning in [each for call in calls for each in self._of(call)]:
            told = replace(meaning, site=site)
            if told not in found:
                found.append(told)
        return found

    def _of(self, site: Site) -> list[Meaning]:
        """What a call does that is no other by a flag."""
        if self._is_another(site):
            return []
        capability = self._catalogue.capability(site.entry, lambda when: self._look(site, when))
        if not capability:
            return []
        destinations, kind = self._destinations(site)
        if kind == "module":
            destinations = [self._absolute(site, known) for known in destinations]
        texts = self._texts(site)
        found: list[Meaning] = []
        for destination in destinations:
            if destination is not None and _is_nothing(capability, kind, destination):
                continue
            told = capability
            if destination is not None and kind is not None:
                told = self._catalogue.refine(capability, kind, destination)
            arguments = self._arguments(site, destination)
            found.append(Meaning(site, told, destination, kind, arguments, texts))
        return found

    def _is_another(self, site: Site) -> bool:
        """Whether what is read below a parameter is, as callers give it, nothing catalogued."""
        if site.event.kind != EventKind.LOAD:
            return False
        given = self._evaluator.values(site.node[0], site.expr)  # asked so that callers are told
        if self._evaluator.frames is None or given.open:
            return False
        return bool(given.all) and all(isinstance(value, Display) for value in given.all)

    # what the catalogue asks for

    def _look(self, site: Site, where: Where) -> Look:
        unit = site.node[0]
        path = (where.property or "").split(".")
        names = path if EACH in path else []
        expr = self._find(site, msgspec.structs.replace(where, property=None) if names else where)
        if expr is None:
            return Unfolded.ABSENT
        if names:
            return texts_of_each(self._evaluator, unit, expr, names)
        if expr == UNKNOWN:
            return Unfolded.UNKNOWN
        if expr < 0:
            return self._attribute(unit, expr)
        values = self._evaluator.values(unit, expr)
        looks: list[Look] = []
        for value in values.all:
            if isinstance(value, Known):
                looks.append(self._json(value))
            elif isinstance(value, External):
                looks.append(Reference(value.name))
            elif isinstance(value, Instance):
                looks.append(Reference(value.of))
            elif isinstance(value, Display):
                looks.append(self._display(value))
        if not looks:
            return Unfolded.UNKNOWN
        when = where if isinstance(where, When) and not where.capability else None
        may_differ = when is not None and self._may_differ(values, looks, when)
        return Unfolded.UNKNOWN if may_differ else looks[0]

    @staticmethod
    def _may_differ(values: Values, looks: list[Look], when: When) -> bool:
        """Whether another value than the first may decide otherwise: nothing to report is sure."""
        if values.open or len(looks) < len(values.all):
            return True
        if any(isinstance(v, Known) and HOLE in str(v.value) for v in values.all):
            return True
        first = when.holds(looks[0])
        return any(when.holds(look) is not first for look in looks[1:])

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
        if isinstance(where, Destination) and where.value:
            return site.event.value
        if not isinstance(call, Call):
            return None
        if where.receiver:
            callee = exprs[call.callee]
            return callee.base if isinstance(callee, Attr) else None
        found = self._argument(site, call, where)
        path = where.property.split(".") if where.property else []
        if found is None and where.argument is not None and "**" in call.names:
            found = call.args[call.names.index("**") - len(call.names)]
            path.insert(0, where.argument)
        for name in path:
            found = None if found is None else self._part(unit, found, name)
        return found

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

    def _part(self, unit: UnitId, whole: Expr, name: str) -> Expr | None:
        """What stands under a name in options: in those that are not known it is not given."""
        values = self._evaluator.values(unit, whole).all
        if not any(self._evaluator.attributes.holds(value, name) for value in values):
            return None
        key = (unit, whole, name)
        if key not in self._parts:
            here = self._evaluator.units.units[unit]
            exprs = here.outline.exprs
            if here.language == PYTHON:
                exprs.append(Const(name))
                exprs.append(Item(whole, len(exprs) - 1))
            else:
                exprs.append(Attr(whole, name))
            self._parts[key] = len(exprs) - 1
        return self._parts[key]

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

    # destinations

    def _destinations(self, site: Site) -> tuple[Shown, str | None]:
        """What the site may touch, and of what kind that is."""
        for place, row in enumerate(site.entry.destination):
            if row.otherwise is None:
                found = self._named_by(site, row)
            else:
                found = self._unless_given(site, site.entry.destination[:place], row.otherwise)
            if found != _NOT_KNOWN:
                return found, row.kind
        kinds = [row.kind for row in site.entry.destination]
        return _NOT_KNOWN, kinds[0] if kinds else None

    def _unless_given(self, site: Site, rows: tuple[Destination, ...], text: str) -> Shown:
        """What is touched when none of some rows is given, or only nothing (``url=None``)."""
        unit = site.node[0]
        call = self._evaluator.units.units[unit].outline.exprs[site.expr]
        found: Shown = [text, None] if isinstance(call, Call) and "**" in call.names else [text]
        for row in rows:
            expr = self._find(site, row)
            if expr is None:
                continue
            values = self._evaluator.values(unit, expr) if expr > 0 else NOTHING
            if Known(None) not in values.all:
                return _NOT_KNOWN
            if len(values.all) > 1 or values.open:
                found = [text, None]
        return found

    def _named_by(self, site: Site, row: Destination) -> Shown:
        """What one row of the catalogue says of it."""
        if row.receiver:
            return self._receiver(site)
        python = self._evaluator.units.units[site.node[0]].language == PYTHON
        if row.key and python and site.entry.of_module:
            return [self._dotted(site)]
        expr = self._find(site, row)
        if expr is not None and expr < 0:
            return [self._attribute(site.node[0], expr)]
        if not expr:
            return _NOT_KNOWN
        if row.kind == "name" and row.join:
            return self._attribute_of(site, expr, row.join[0])
        in_folder = row.kind == "file" and bool(row.join)
        glue = ":" if row.kind in ("host", "address") else "/" if in_folder else " "
        found = self._shown(site.node[0], expr, glue)
        if None in found:
            of_request = self._of_request(site.node[0], expr, row.kind)
            found = united([*found[:-1], *of_request]) if of_request else found
        # the words of a command tell what it does, the name of a file which it is
        unknown = SHOWN_HOLE if row.kind == "command" or in_folder else None
        if found == _NOT_KNOWN and unknown is None:
            return found
        for more in row.join:
            other = self._find(site, more)
            if other:
                words = self._shown(site.node[0], other)
                if in_folder and None not in found:
                    words = [word or SHOWN_HOLE for word in words]
                if row.kind == "command":
                    words = words_beside(found, words)
                found = joined(glue, found, words, unknown)
        return found

    def _attribute_of(self, site: Site, expr: Expr, name: Where) -> Shown:
        """An attribute of an object as a dotted name, which a text says whole: ``patch("a.b")``."""
        unit = site.node[0]
        values = self._evaluator.values(unit, expr).all
        owners: list[str | None] = [told for v in values if (told := self._qualified(v))]
        if not values and (imported := self._imported_name(unit, expr)):
            owners = [imported]
        if not owners:
            return self._shown(unit, expr)
        attribute = self._find(site, name)
        return joined(".", united(owners), self._shown(unit, attribute) if attribute else [None])

    def _imported_name(self, unit: UnitId, expr: Expr) -> str:
        """How an import of the same text calls something; tests do not look into what they test."""
        here = self._evaluator.units.units[unit]
        node = here.outline.exprs[expr]
        if isinstance(node, Attr):
            base = self._imported_name(unit, node.base)
            return base and f"{base}.{node.name}"
        if not isinstance(node, Name):
            return ""
        found, certain = reaching(here.outline, node)
        bound = here.outline.exprs[found[0]] if certain else None
        if here.language != PYTHON or not isinstance(bound, Imported):
            return ""
        module = self._evaluator.units.absolute(here, bound)
        return f"{module}.{bound.name}" if module and bound.name else module

    def _qualified(self, value: Value) -> str:
        """The whole name of a module, function or class, that of an object's class, or ""."""
        if isinstance(value, External):
            return value.name
        units = self._evaluator.units.units
        if isinstance(value, Module):
            return units[value.unit].module
        if not isinstance(value, Own | Object):
            return ""
        here = units[value.unit]
        return f"{here.module}.{here.outline.functions[value.function].name}"

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

    def _receiver(self, site: Site) -> Shown:
        unit = site.node[0]
        exprs = self._evaluator.units.units[unit].outline.exprs
        call = exprs[site.expr]
        callee = exprs[call.callee] if isinstance(call, Call) else None
        if not isinstance(callee, Attr):
            return _NOT_KNOWN
        base: Expr = callee.base
        found = self._of_object(unit, base)
        while not found and isinstance(part := exprs[base], Attr):  # client.chat.completions
            base = part.base
            found = self._of_object(unit, base)
        return united(found)

    def _of_object(self, unit: UnitId, expr: Expr) -> list[str | None]:
        """What an object is or was made for; nothing when that is not known of it."""
        found: list[str | None] = []
        for value in self._evaluator.values(unit, expr).all:
            if isinstance(value, Known) and isinstance(value.value, str):
                found.append(shown_text(value.value))
            elif isinstance(value, Instance) and value.text:
                found.append(shown_text(value.text))
            elif isinstance(value, Instance) and value.maker is not None:
                found += self._of_maker(value.maker)
            elif isinstance(value, Argument):
                found.append(None)
        return found

    def _of_maker(self, maker: tuple[UnitId, Expr]) -> Shown:
        """What the call that made an object touches, by its entry or else its first argument."""
        site = self._maker_site(maker)
        if site is not None and site.entry.destination:
            return self._touched_by(site)[0]
        call = self._evaluator.units.units[maker[0]].outline.exprs[maker[1]]
        if isinstance(call, Call) and call.args:
            return self._shown(maker[0], call.args[0])
        return _NOT_KNOWN

    def _of_request(self, unit: UnitId, expr: Expr, kind: str) -> Shown:
        """What an object that is passed was made for: ``urlopen(Request(url))``."""
        parts: Shown = []
        for value in self._evaluator.values(unit, expr).all:
            site = self._maker_site(value.maker) if isinstance(value, Instance) else None
            if site is not None and any(row.kind == kind for row in site.entry.destination):
                found, found_kind = self._touched_by(site)
                if found_kind == kind:
                    parts += found
        return parts

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

    def _touched_by(self, site: Site) -> tuple[Shown, str | None]:
        """The destinations of a maker; none of one that is made, in a loop, from itself."""
        key = (site.node[0], site.expr)
        if key in self._makers:
            return _NOT_KNOWN, None
        self._makers.add(key)
        found = self._destinations(site)
        self._makers.discard(key)
        return found

    def _shown(self, unit: UnitId, expr: Expr, glue: str = " ") -> Shown:
        """What an expression may be as a destination; nothing, beside something, is none."""
        folded = self._evaluator.folding.alternatives(unit, expr)
        some = [f for f in folded if f != "" and f is not False] or folded
        if some in _FOLDERS:
            return list(_FOLDERS[_FOLDERS.index(some)])
        return united([shown(f, glue) for f in some])

    def _absolute(self, site: Site, module: str | None) -> str | None:
        """A relative module with the package that it is imported into."""
        if module is None:
            return None
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

    def _arguments(self, site: Site, destination: str | None) -> dict[str, Json]:
        """The arguments that are known; of one that may be several, what is the destination."""
        unit = site.node[0]
        call = self._evaluator.units.units[unit].outline.exprs[site.expr]
        if not isinstance(call, Call):
            return {}
        positional = len(call.args) - len(call.names)
        names = [str(i) for i in range(positional)] + list(call.names)
        known: dict[str, Json] = {}
        for name, arg in zip(names[:12], call.args, strict=False):
            several = self._evaluator.folding.alternatives(unit, arg)
            folded = several[0]
            if len(several) > 1:
                if destination is not None and destination in self._shown(unit, arg):
                    known[name] = destination
            elif isinstance(folded, bool | int | float) and abs(folded) < 1 << 53:
                known[name] = folded
            elif isinstance(folded, str | bytes | tuple):
                text = shown(folded)
                if text is not None:
                    known[name] = text
        return known

    def _texts(self, site: Site) -> tuple[str | bytes, ...]:
        """What the first argument may be as it would be run, with its words."""
        call = self._evaluator.units.units[site.node[0]].outline.exprs[site.expr]
        if not isinstance(call, Call) or not call.args:
            return ()
        found: list[str | bytes] = []
        for folded in self._evaluator.folding.alternatives(site.node[0], call.args[0]):
            if isinstance(folded, str):
                found += [f"{folded} {words}" for words in self._words(site)] or [folded]
            elif isinstance(folded, bytes):
                found.append(folded)
            elif line := command_line(folded):
                found.append(line)
        return tuple(found)

    def _words(self, site: Site) -> list[str]:
        """The words that a command is given in a further argument: ``spawn("rm", ["a"])``."""
        for row in site.entry.destination:
            for more in row.join if row.kind == "command" else ():
                expr = self._find(site, more)
                if not expr:
                    return []
                every = self._evaluator.folding.alternatives(site.node[0], expr)
                lines = [command_line(folded) for folded in every]
                return [line for line in lines if line is not None]
        return []
