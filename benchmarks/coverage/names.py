"""Names that a platform offers, and whether each is catalogued, harmless, or a gap."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from benchmarks.coverage.harmless import Harmless
from tidewaiter.catalogue import Language


@dataclass(frozen=True)
class Name:
    """A public name, as code that uses it spells it.

    Attributes:
        module: Where the tables count it.
        name: Qualified: ``os.path``'s ``join`` is ``os.path.join``.
        owner: The class that it is a member of, qualified.
        spells: Another name, if this one is only a second spelling of it: a re-export, or (with
            an owner) what a class inherits.
    """

    module: str
    name: str
    owner: str = ""
    spells: str = ""


@dataclass
class Coverage:
    """What became of the names of one platform.

    Second spellings are checked, but neither counted nor listed as harmless: what holds for the
    name that they spell holds for them. So one of a catalogued name has to be catalogued too.

    Attributes:
        declared: Names by module.
        catalogued: Those that the catalogue has an entry for, classes with such members included.
        gaps: Names that nobody has judged yet, sorted within their module.
        wrong: What is wrong with the list of harmless names, in sentences.
    """

    declared: Counter[str] = field(default_factory=Counter)
    catalogued: Counter[str] = field(default_factory=Counter)
    gaps: list[Name] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether every name is judged, and no judgement is wrong."""
        return not (self.gaps or self.wrong)

    def lines(self) -> Iterator[str]:
        """The table: a line for each module, and one for all of them."""
        missing = Counter(name.module for name in self.gaps if not name.spells)
        width = max(map(len, self.declared), default=0)
        yield f"{'module':{width}}  names  catalogued  harmless  missing"
        for module, count in sorted(self.declared.items()):
            yield _line(f"{module:{width}}", count, self.catalogued[module], missing[module])
        every = (table.total() for table in (self.declared, self.catalogued, missing))
        yield _line(f"{'all':{width}}", *every)


def _line(head: str, names: int, catalogued: int, missing: int) -> str:
    harmless = names - catalogued - missing
    return f"{head}  {names:5}  {catalogued:10}  {harmless:8}  {missing:7}"


def judged(names: Iterable[Name], language: Language, harmless: Harmless) -> Coverage:
    """What the catalogue of ``language`` and the list of harmless names say of ``names``."""
    known = {name.name: name for name in names}
    told = [name for name in known.values() if _catalogued(name.name, language)]
    above = {owner for name in told for owner in _owners(name.owner, known)}
    coverage = Coverage(wrong=[f"{name} is listed twice." for name in harmless.twice])
    for name in sorted(known.values(), key=lambda name: (name.module, name.name)):
        catalogued = _catalogued(name.name, language) or name.name in above
        if not name.spells:
            coverage.declared[name.module] += 1
            coverage.catalogued[name.module] += catalogued
        if catalogued:
            coverage.wrong.extend(_contradictions(name, known, harmless))
        elif name.spells:
            if _catalogued(name.spells, language):
                coverage.gaps.append(name)
        elif not _covered(name.name, known, harmless):
            coverage.gaps.append(name)
    coverage.wrong.extend(_unfounded(known, harmless))
    return coverage


def _catalogued(name: str, language: Language) -> bool:
    """Whether there is an entry for the name, or for something that is looked up below it."""
    return language.names(name) or language.knows_prefix(name)


def _covered(name: str, known: dict[str, Name], harmless: Harmless) -> str:
    """What is listed of the name and the classes it is in, from the inside out, or ""."""
    return next((owner for owner in _owners(name, known) if owner in harmless.names), "")


def _owners(name: str, known: dict[str, Name]) -> Iterator[str]:
    """The name and the classes it is in, from the inside out."""
    while name:
        yield name
        name = known[name].owner if name in known else ""


def _contradictions(name: Name, known: dict[str, Name], harmless: Harmless) -> Iterator[str]:
    inherited = name.owner and name.spells  # a class may do more than the one it inherits from
    if not inherited and (listed := _covered(name.spells or name.name, known, harmless)):
        yield f"{listed} is listed as harmless, but {name.name} is catalogued."


def _unfounded(known: dict[str, Name], harmless: Harmless) -> Iterator[str]:
    """Listed names that nothing declares, that spell another, or that their class covers."""
    # A type may have no name when a program runs, and yet members that have one.
    types = {name.owner for name in known.values()} - known.keys()
    for listed in sorted(harmless.names.keys() - types):
        name = known.get(listed)
        if name is None:
            yield f"{listed} is listed as harmless, but nothing declares it."
        elif name.spells:
            yield f"{listed} is listed as harmless, but spells {name.spells}: list that."
        elif covered := _covered(name.owner, known, harmless):
            yield f"{listed} is listed as harmless, but so is {covered}, which covers it."
