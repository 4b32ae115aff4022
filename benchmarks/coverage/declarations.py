"""What `.d.ts` files declare: modules, namespaces, classes and interfaces with their members."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tidewaiter.reading.javascript.grammar import parse
from tidewaiter.reading.javascript.text import decode, parsed_form

if TYPE_CHECKING:
    from tree_sitter import Node

GLOBAL = "globalThis"

_WRAPPERS = ("ambient_declaration", "export_statement", "expression_statement")
_CLASSES = ("class_declaration", "abstract_class_declaration")
_FUNCTIONS = ("function_signature", "function_declaration")
_VARIABLES = ("lexical_declaration", "variable_declaration")
_METHODS = ("method_signature", "abstract_method_signature", "method_definition")
_PROPERTIES = ("property_signature", "public_field_definition")
_TYPES = ("type_identifier", "nested_type_identifier", "identifier", "member_expression")
_PUBLIC = re.compile(r"[A-Za-z$][\w$]*")
_INLINE_IMPORT = re.compile(r"""\bimport\(\s*["'](?:node:)?([^"'\n]*)["']\s*\)\s*\.\s*""")
_JOINED = ("union_type", "intersection_type", "parenthesized_type", "readonly_type", "type_query")


@dataclass
class Owner:
    """A module, namespace, class or interface; one that is declared again grows.

    Attributes:
        name: Qualified: ``fs``, ``fs.Stats``, ``globalThis.Navigator``.
        kind: "module" (a namespace, too), "class" or "interface".
        members: What is there when a program runs, with the names of its types as written.
        bases: What it extends, as written.
        imported: What other owners' names are called here.
        same_as: The namespace that a module hands out, as written.
        has_methods: At least one that every instance has: it is no record of options.
    """

    name: str
    kind: str
    members: dict[str, set[str]] = field(default_factory=dict)
    bases: set[str] = field(default_factory=set)
    imported: dict[str, str] = field(default_factory=dict)
    same_as: str = ""
    has_methods: bool = False


class Declarations:
    """The owners of some files by their names; ``node:fs`` is ``fs``."""

    def __init__(self) -> None:
        self.owners: dict[str, Owner] = {}

    def read(self, data: bytes) -> None:
        """Add what one file declares."""
        text, _ = decode(data)
        # The grammar knows no types that are imported where they are named.
        text = _INLINE_IMPORT.sub(lambda at: f"{at[1]}." if at[1].isidentifier() else "", text)
        tree = parse(parsed_form(text), "typescript").tree
        self._block(tree.root_node, self._owner(GLOBAL, "module"))

    def _owner(self, name: str, kind: str) -> Owner:
        owner = self.owners.setdefault(name, Owner(name, kind))
        owner.kind = "class" if "class" in (kind, owner.kind) else owner.kind
        return owner

    def _block(self, block: "Node", owner: Owner) -> None:
        is_global = False
        for node in _parts(block):
            # Inside of a module, "global" and its braces look like two statements.
            inside = self._owner(GLOBAL, "module") if is_global else owner
            is_global = node.type == "expression_statement" and node.text == b"global"
            self._statement(node, inside)

    def _statement(self, node: "Node", owner: Owner) -> None:
        if node.type == "statement_block":
            self._block(node, owner)
        elif node.type in _WRAPPERS:
            self._wrapped(node, owner)
        elif node.type in ("module", "internal_module"):
            self._module(node, owner)
        elif node.type in _FUNCTIONS or node.type == "enum_declaration":
            _add(owner, _name(node))
        elif node.type in _VARIABLES:
            for declarator in _parts(node):
                self._variable(declarator, owner)
        elif node.type in _CLASSES:
            _add(owner, _name(node), [_name(node)])
            self._class(node, self._owner(f"{owner.name}.{_name(node)}", "class"))
        elif node.type == "interface_declaration":
            self._class(node, self._owner(f"{owner.name}.{_name(node)}", "interface"))
        elif node.type in ("import_statement", "import_alias"):
            owner.imported.update(_imports(node))

    def _wrapped(self, node: "Node", owner: Owner) -> None:
        is_global = any(child.type == "global" for child in node.children)
        inside = self._owner(GLOBAL, "module") if is_global else owner
        if any(child.type == "=" for child in node.children):  # export = something
            given = _text(_parts(node)[0])
            owner.same_as = owner.same_as if given in owner.imported else given
        for child in _parts(node):
            if child.type == "export_clause" and node.child_by_field_name("source") is None:
                for one in _parts(child):
                    _add(owner, _text(_parts(one)[-1]), [_text(_parts(one)[0])])
            self._statement(child, inside)

    def _module(self, node: "Node", owner: Owner) -> None:
        named, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        if named is None or body is None:
            return
        if named.type == "string":
            name = _text(named).strip("\"'").removeprefix("node:")
        else:
            name = f"{owner.name}.{_text(named)}"
        inner = self._owner(name, "module")
        self._block(body, inner)
        if inner.members and named.type != "string":  # else it holds types only
            _add(owner, _text(named).partition(".")[0], [_text(named)])

    def _variable(self, node: "Node", owner: Owner) -> None:
        annotation = node.child_by_field_name("type")
        _add(owner, _name(node), _types(annotation))
        for shape in _parts(annotation) if annotation else ():
            if shape.type == "object_type":  # what a class has itself: var URL: { parse(): … }
                self._members(shape, self._owner(f"{owner.name}.{_name(node)}", "class"))

    def _class(self, node: "Node", owner: Owner) -> None:
        for child in _parts(node):
            clauses = _parts(child) if child.type == "class_heritage" else [child]
            for clause in clauses:
                if clause.type in ("extends_clause", "extends_type_clause", "implements_clause"):
                    owner.bases.update(t for one in _parts(clause) for t in _types(one))
        body = node.child_by_field_name("body")
        if body is not None:
            self._members(body, owner)

    def _members(self, body: "Node", owner: Owner) -> None:
        for node in _parts(body):
            words = {child.type for child in node.children}
            if any(_text(child) in ("private", "protected") for child in _parts(node)[:1]):
                continue
            if node.type in _METHODS and _name(node) != "constructor":
                _add(owner, _name(node))
                owner.has_methods |= "?" not in words
            elif node.type in _PROPERTIES and _name(node) != "prototype":
                _add(owner, _name(node), _types(node.child_by_field_name("type")))


def _add(owner: Owner, member: str, types: Iterable[str] = ()) -> None:
    """Add a public name: none with an underscore in front, none that is computed or quoted."""
    if _PUBLIC.fullmatch(member):
        owner.members.setdefault(member, set()).update(types)


def _parts(node: "Node") -> "list[Node]":
    """The named children that are no comments."""
    return [child for child in node.named_children if child.type != "comment"]


def _text(node: "Node | None") -> str:
    return (node.text or b"").decode() if node else ""


def _name(node: "Node") -> str:
    return _text(node.child_by_field_name("name")).strip("\"'")


def _types(node: "Node | None") -> Iterator[str]:
    """Names of the types that a value may have: not what a list or a promise of them holds."""
    if node is None:
        return
    if node.type in _TYPES:
        yield _text(node)
    elif node.type == "generic_type":
        yield from _types(_parts(node)[0])
    elif node.type in ("type_annotation", *_JOINED):
        for child in _parts(node):
            yield from _types(child)


def _imports(node: "Node") -> Iterator[tuple[str, str]]:
    """What each name that an import binds is called elsewhere."""
    if node.type == "import_alias":
        yield _text(_parts(node)[0]), _text(_parts(node)[1])
        return
    source = _text(node.child_by_field_name("source")).strip("\"'").removeprefix("node:")
    for clause in _parts(node):
        if clause.type == "import_require_clause":
            module = _text(clause.child_by_field_name("source")).strip("\"'")
            yield _text(_parts(clause)[0]), module.removeprefix("node:")
        for one in _parts(clause) if clause.type == "import_clause" else ():
            if one.type == "namespace_import":
                yield _text(_parts(one)[0]), source
            elif one.type == "named_imports":
                for spec in _parts(one):
                    names = _parts(spec)
                    yield _text(names[-1]), f"{source}.{_text(names[0])}"
            else:
                yield _text(one), source
