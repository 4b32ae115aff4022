"""What stands at one place in each value of a mapping: ``handlers.*.class`` of a configuration."""

from tidewaiter.catalogue.entry import EACH, Unfolded
from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.possible import Values
from tidewaiter.linking.values.value import Display, Known, UnitId, Value
from tidewaiter.model.facts import Expr, Mapping
from tidewaiter.reading.constants import HOLE


def texts_of_each(
    evaluator: Evaluator, unit: UnitId, expr: Expr, names: list[str]
) -> str | Unfolded:
    """Those texts as one, with a line for each."""
    found = [evaluator.values(unit, expr)]
    for name in names:
        below: list[Values] = []
        for values in found:
            if values.open or not values.all:
                return Unfolded.UNKNOWN
            for value in values.all:
                held = _below(evaluator, value, name)
                if held is None:
                    return Unfolded.UNKNOWN
                below += held
        found = below
    texts: list[str] = []
    for values in found:
        known = [v.value if isinstance(v, Known) else None for v in values.all]
        some = [text for text in known if isinstance(text, str) and HOLE not in text]
        if not some or len(some) < len(known) or values.open:
            return Unfolded.UNKNOWN
        texts += some
    return "".join([f"{text}\n" for text in texts]) or Unfolded.ABSENT


def _below(evaluator: Evaluator, value: Value, name: str) -> list[Values] | None:
    """What a mapping has of a name, of ``*`` all that it has; ``None`` if nobody knows."""
    if not isinstance(value, Display):
        return None
    node = evaluator.units.units[value.unit].outline.exprs[value.expr]
    if not isinstance(node, Mapping):
        return None
    attributes, keys = evaluator.attributes, [evaluator.constant(value.unit, k) for k in node.keys]
    if not all(isinstance(key, str) for key in keys):
        return None
    if name != EACH:
        return [attributes.item(value, name)] if attributes.holds(value, name) else []
    if attributes.stores.put_into(value.unit, value.expr):
        return None
    return [evaluator.values(value.unit, held) for held in node.values]
