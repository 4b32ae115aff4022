"""ES modules: what is imported before anything runs, and what is exported."""

from collections.abc import Mapping as Table
from typing import TYPE_CHECKING

from tidewaiter.model.facts import ANY_TIME, ROOT_BRANCH, UNKNOWN, Expr, Imported, Name
from tidewaiter.reading.javascript.calls import import_here
from tidewaiter.reading.javascript.declared import block_names, declarator_names
from tidewaiter.reading.javascript.functions import read_statements
from tidewaiter.reading.javascript.literals import unescape
from tidewaiter.reading.javascript.reader import Read, Reader, identifier

if TYPE_CHECKING:
    from tree_sitter import Node


def _program(reader: Reader, node: "Node") -> Expr:
    statements = reader.detached(node)
    for statement in statements:
        if statement.type in ("import_statement", "export_statement"):
            _link(reader, statement)
    read_statements(reader, statements)
    for exported, local in reader.exported:
        reader.builder.export(exported, reader.builder.add(Name(local, 0, ANY_TIME, ROOT_BRANCH)))
    reader.scopes.close()
    return UNKNOWN


def _link(reader: Reader, node: "Node") -> None:
    """The module that a statement names is executed before this one."""
    if _is_type_only(node):
        return
    source = node.child_by_field_name("source")
    if source is not None:
        specifier = _text(reader, source)
        if node.type == "import_statement":
            _bind_imports(reader, node, specifier)
        import_here(reader, node, specifier)
    elif node.type == "import_statement":
        _import_require(reader, node)


_TYPES = ("interface_declaration", "type_alias_declaration", "ambient_declaration")


def _is_type_only(node: "Node") -> bool:
    words = node.children[1:2]
    return bool(words) and not words[0].is_named and words[0].type in ("type", "typeof")


def _text(reader: Reader, node: "Node") -> str:
    spelled = reader.source(node)
    return unescape(spelled[1:-1]) if spelled[:1] in ("'", '"') else identifier(spelled)


def _bind_imports(reader: Reader, node: "Node", specifier: str) -> None:
    for clause in node.named_children:
        if clause.type == "import_require_clause":
            for name in clause.named_children[:1]:
                _bind(reader, name, specifier, "")
        elif clause.type == "import_clause":
            for child in reader.children(clause):
                _bind_clause(reader, child, specifier)


def _bind_clause(reader: Reader, child: "Node", specifier: str) -> None:
    if child.type == "identifier":
        _bind(reader, child, specifier, "default")
    elif child.type == "namespace_import":
        for space in reader.children(child):
            _bind(reader, space, specifier, "")
    else:
        for one in reader.children(child):
            name = one.child_by_field_name("name")
            if name is not None and not _is_type_specifier(one):
                alias = one.child_by_field_name("alias") or name
                _bind(reader, alias, specifier, _text(reader, name))


def _is_type_specifier(node: "Node") -> bool:
    first = node.children[0]
    return not first.is_named and first.type in ("type", "typeof")


def _bind(reader: Reader, local: "Node", specifier: str, name: str) -> None:
    value = reader.builder.add(Imported(specifier, name, 0))
    reader.scopes.declare(identifier(reader.source(local)), value)


def _import_require(reader: Reader, node: "Node") -> None:
    for clause in node.named_children:
        source = clause.child_by_field_name("source")
        if clause.type == "import_require_clause" and source is not None:
            specifier = _text(reader, source)
            for name in clause.named_children[:1]:
                _bind(reader, name, specifier, "")
            import_here(reader, node, specifier)


def _export(reader: Reader, node: "Node") -> Expr:
    if _is_type_only(node):
        return UNKNOWN
    source = node.child_by_field_name("source")
    if source is not None:
        _export_from(reader, node, _text(reader, source))
    elif (declaration := node.child_by_field_name("declaration")) is not None:
        _export_declared(reader, node, declaration)
    elif (value := node.child_by_field_name("value")) is not None:
        _export_value(reader, "default", value)
    else:
        _export_rest(reader, node)
    return UNKNOWN


def _export_from(reader: Reader, node: "Node", specifier: str) -> None:
    add = reader.builder.add
    for child in reader.children(node):
        if child.type == "namespace_export":
            for name in reader.children(child):
                reader.builder.export(_text(reader, name), add(Imported(specifier, "", 0)))
            return
        if child.type == "export_clause":
            for exported, local in _specifiers(reader, child):
                reader.builder.export(exported, add(Imported(specifier, local, 0)))
            return
    reader.builder.export("*", add(Imported(specifier, "", 0)))


def _specifiers(reader: Reader, clause: "Node") -> list[tuple[str, str]]:
    pairs = []
    for one in reader.children(clause):
        name = one.child_by_field_name("name")
        if name is not None and not _is_type_specifier(one):
            alias = one.child_by_field_name("alias") or name
            pairs.append((_text(reader, alias), _text(reader, name)))
    return pairs


def _export_declared(reader: Reader, node: "Node", declaration: "Node") -> None:
    if declaration.type in _TYPES:
        return
    default = any(child.type == "default" for child in node.children)
    # A named one that is hoisted was declared before the statements ran.
    value = reader.read(declaration) if declaration.kind_id not in reader.kinds.hoisted else UNKNOWN
    names = block_names(reader, [declaration])
    if declaration.type == "variable_declaration":
        names = declarator_names(reader, declaration)
    elif not names and (named := declaration.child_by_field_name("name")) is not None:
        names = [reader.source(named)]
    if default and not names:
        reader.builder.export("default", value)
    for name in names:
        reader.exported.append(("default" if default else name, identifier(name)))


def _export_value(reader: Reader, name: str, value: "Node") -> None:
    expr = reader.value(value, name)
    reader.builder.export(name, expr)


def _export_rest(reader: Reader, node: "Node") -> None:
    for child in reader.children(node):
        if child.type == "export_clause":
            reader.exported += _specifiers(reader, child)
        elif any(token.type == "=" for token in node.children):
            _export_value(reader, "=", child)
        elif child.type != "decorator":
            reader.read(child)


def _nothing(_reader: Reader, _node: "Node") -> Expr:
    return UNKNOWN


READERS: Table[str, Read] = {
    "import_statement": _nothing,  # `_program` has linked them all
    "program": _program,
    "export_statement": _export,
}
