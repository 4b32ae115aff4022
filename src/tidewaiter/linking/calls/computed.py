"""Calls of what a module has under a name that nobody can know: ``fs[name](…)``."""

from tidewaiter.catalogue.entry import Entry
from tidewaiter.catalogue.language import Language
from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.value import External, UnitId
from tidewaiter.model.facts import Call, Item, Name
from tidewaiter.reading import constants, names
from tidewaiter.reading.constants import HOLE

_LOADS = "code.load"
"""What it is where it may be one of several: code by a name that is computed."""


def entry_of(language: Language, name: str) -> Entry | None:
    """What a qualified name with a hole in its last part may mean: ``os.get{…}``.

    ``None`` when the module is none of which that is worth telling, or has nothing that fits.
    """
    module, _, member = name.rpartition(".")
    parts = member.split(HOLE)
    if len(parts) == 1:
        return None
    every = language.members(module)
    fitting = [entry for known, entry in every.items() if _fits(known, parts)]
    if not fitting:
        return None
    if all(entry is fitting[0] for entry in fitting):
        return fitting[0]
    capabilities = {entry.capability for entry in fitting}
    return Entry(names=(name,), capability=capabilities.pop() if len(capabilities) == 1 else _LOADS)


def _fits(name: str, parts: list[str]) -> bool:
    """Whether a name is these parts with something between them."""
    first, *middle, last = parts
    if not name.startswith(first) or not name.endswith(last):
        return False
    place, end = len(first), len(name) - len(last)
    for part in middle:
        found = name.find(part, place, end)
        if found < 0:
            return False
        place = found + len(part)
    return place <= end


def members(evaluator: Evaluator, unit: UnitId, call: Call) -> list[tuple[str, bool]]:
    """The qualified names, with holes, that an item of a module may be, and whether it is sure."""
    outline = evaluator.units.units[unit].outline
    item = outline.exprs[call.callee]
    if isinstance(item, Name):  # const run = fs[name]; run()
        bound, _ = names.reaching(outline, item)
        item = outline.exprs[bound[0]] if len(bound) == 1 else item
    if not isinstance(item, Item):
        return []
    if constants.UNFOLDED not in evaluator.folding.alternatives(unit, item.key):
        return []
    base = evaluator.values(unit, item.base)
    return [
        (member.name, base.certain)
        for value in base.all
        if isinstance(value, External)
        for member in evaluator.attributes.of(value, HOLE).all
        if isinstance(member, External)
    ]
