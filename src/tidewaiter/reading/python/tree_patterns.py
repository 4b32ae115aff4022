"""Reads the patterns of ``match`` (PEP 634) of a tree-sitter tree into an outline."""

from typing import TYPE_CHECKING

from tidewaiter.model.facts import UNKNOWN, Attr, Element, Expr, Item
from tidewaiter.reading.python.tree_expressions import TreeExpressions

if TYPE_CHECKING:
    from tree_sitter import Node


class TreePatterns(TreeExpressions):
    """Binds a pattern's names to parts of the subject; results say whether it matches anything."""

    def patterns(self, nodes: "list[Node]", subject: Expr, *, several: bool) -> bool:
        """One pattern, or several in a row that are a sequence."""
        if len(nodes) == 1 and not several:
            return self.pattern(nodes[0], subject)
        for index, node in enumerate(nodes):
            self.pattern(node, self.add(Element(subject, index)))
        return False

    def pattern(self, node: "Node", subject: Expr) -> bool:
        """One pattern; ``case_pattern`` is a shell around one, empty for ``_``."""
        if not self.deeper():
            return False
        anything = self._pattern(node, subject)
        self.depth -= 1
        return anything

    def _pattern(self, node: "Node", subject: Expr) -> bool:
        kind, inner = node.type, self.parts(node)
        if kind == "case_pattern":
            return self.pattern(inner[0], subject) if inner else self.spelled(node) == "_"
        if kind in ("dotted_name", "identifier"):
            return self._name_pattern(node, subject)
        if kind in ("tuple_pattern", "list_pattern"):
            several = kind == "list_pattern" or self._has_comma(node)
            return self.patterns(inner, subject, several=several)
        if kind == "union_pattern":
            matched = [self.pattern(part, subject) for part in inner]
            return any(matched)
        if kind == "as_pattern":
            anything = self.pattern(inner[0], subject)
            self.give(self.identifier(inner[-1]), subject)
            return anything
        if kind == "splat_pattern":
            self.give(self.identifier(inner[0]) if inner else "", subject)
        elif kind == "dict_pattern":
            self._mapping_pattern(node, subject)
        elif kind == "class_pattern":
            self._class_pattern(inner, subject)
        elif kind not in ("true", "false", "none"):
            self.value(node)
        return False

    def _name_pattern(self, node: "Node", subject: Expr) -> bool:
        name = "".join(self.identifier(node).split())
        if "." in name:
            self.load(self.dotted(name), *self.place(node))
            return False
        self.give(name, subject)
        return True

    def _mapping_pattern(self, node: "Node", subject: Expr) -> None:
        keys = [key for key in node.children_by_field_name("key") if key.is_named]
        values = [value for value in node.children_by_field_name("value") if value.is_named]
        for key, value in zip(keys, values, strict=False):
            self.pattern(value, self.add(Item(subject, self.value(key))))
        for part in self.parts(node):
            if part.type == "splat_pattern":
                self.pattern(part, subject)

    def _class_pattern(self, inner: "list[Node]", subject: Expr) -> None:
        path = "".join(self.identifier(inner[0]).split()) if inner else ""
        if path:
            self.load(self.dotted(path), *self.place(inner[0]))
        named = []
        for part in inner[1:]:
            keyword = self._first(part)
            if keyword is not None and keyword.type == "keyword_pattern":
                named.append(self.parts(keyword))
            else:
                self.pattern(part, UNKNOWN)
        for name, *pattern in named:
            part_of_subject = self.add(Attr(subject, self.identifier(name)))
            for node in pattern:
                self.pattern(node, part_of_subject)
