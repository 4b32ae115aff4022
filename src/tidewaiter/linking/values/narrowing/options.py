"""What scripts take out of options, and which functions end because of it.

``const { sync = false } = options; if (!sync) return wait();``: what follows does not run for a
call that gives no options.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidewaiter.linking.values.narrowing.asked import Condition, Conditions, must_be
from tidewaiter.linking.values.value import Known, Node, UnitId
from tidewaiter.model.facts import ROOT_BRANCH, UNKNOWN, Attr, Choice, Expr, Name
from tidewaiter.reading.names import encloses, reaching

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator


class Options:
    """Asks an `Evaluator` what options are, as callers give them."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self._ends: dict[UnitId, dict[int, list[int]]] = {}
        self._orders: dict[Node, dict[Expr, int]] = {}

    def given(self, unit: UnitId, condition: Condition) -> list[Known]:
        """The constants that an option may be, none if it may be anything else."""
        outline = self._units.units[unit].outline
        name = outline.exprs[condition.subject]
        found, certain = reaching(outline, name) if isinstance(name, Name) else ([], False)
        option = outline.exprs[found[0]] if certain else None
        if not isinstance(option, Choice):
            return []
        part = outline.exprs[option.options[0]]
        if not isinstance(part, Attr) or self._evaluator.deciding.is_assigned(part.name):
            return []
        told = self._constants(unit, option.options[0])
        kept = [value for value in told if value.value is not None]
        if len(kept) == len(told):
            return kept
        default = self._constants(unit, option.options[1])
        return [*kept, *default] if default else []

    def _constants(self, unit: UnitId, expr: Expr) -> list[Known]:
        """The constants that an expression may be, none if it may be anything else."""
        found = self._evaluator.values(unit, expr)
        told = [value for value in found.all if isinstance(value, Known)]
        return told if len(told) == len(found.all) and not found.open else []

    # functions that end

    def may_end(self, node: Node, conditions: Conditions) -> bool:
        """Whether a function ends early where an option says so."""
        return bool(self._ends_of(node, conditions))

    def has_ended(self, node: Node, branch: int, expr: Expr, conditions: Conditions) -> bool:
        """Whether a function has surely ended before it comes to a call, as callers call it.

        Args:
            branch: In which the call stands.
        """
        ends = self._ends_of(node, conditions)
        order = self._order(node, expr) if ends else UNKNOWN
        branches = self._units.units[node[0]].outline.branches
        for end in ends if order else ():
            inside = encloses(branches, end, branch)
            asked = conditions.of_option[end]
            if inside or not all(self._is_before(node[0], each, order) for each in asked):
                continue
            if all(self._holds(node[0], each) for each in asked):
                return True
        return False

    def _holds(self, unit: UnitId, condition: Condition) -> bool:
        """Whether a condition holds whatever of its constants an option is."""
        outline = self._units.units[unit].outline
        given = self.given(unit, condition)
        return bool(given) and all(must_be(outline, condition, value) for value in given)

    def _is_before(self, unit: UnitId, condition: Condition, order: int) -> bool:
        name = self._units.units[unit].outline.exprs[condition.subject]
        return isinstance(name, Name) and name.order < order

    def _order(self, node: Node, expr: Expr) -> int:
        """When in its function an event of an expression happens; 0 if none does."""
        known = self._orders.get(node)
        if known is None:
            events = self._units.units[node[0]].outline.functions[node[1]].events
            known = self._orders[node] = {event.expr: event.order for event in events}
        return known.get(expr, 0)

    def _ends_of(self, node: Node, conditions: Conditions) -> list[int]:
        """The branches in which a function ends, and which nothing but options open."""
        unit, function = node
        known = self._ends.get(unit)
        if known is None:
            known = self._ends[unit] = {}
            branches = self._units.units[unit].outline.branches
            for number, asked in conditions.of_option.items():
                here = branches[number]
                tests = here.arm + (not here.negated)
                decided = len({condition.test for condition in asked}) == tests
                if decided and here.left >= 0 and here.parent == ROOT_BRANCH:
                    known.setdefault(here.left, []).append(number)
        return known.get(function, [])
