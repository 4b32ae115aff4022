"""Reads annotations, of which only the class that they name is kept."""

from collections.abc import Callable

from librt.internal import read_int, read_str, read_tag

from tidewaiter.reading.python import tags
from tidewaiter.reading.python.unions import is_union, only_class
from tidewaiter.reading.python.wire import WireReader


def annotation(reader: WireReader) -> str:
    """The class that an annotation names, dotted; "" when it is not one class."""
    return ANNOTATIONS[read_tag(reader.data)](reader)


def annotations(reader: WireReader) -> list[str]:
    """A list of them."""
    return [annotation(reader) for _ in range(reader.number())]


def optional_annotation(reader: WireReader) -> str:
    """One behind a flag that says whether it is there."""
    return annotation(reader) if reader.flag() else ""


def _unbound_type(reader: WireReader) -> str:
    data = reader.data
    read_tag(data)
    name = reader.restored(read_str(data))
    read_tag(data)
    arguments = []
    for _ in range(read_int(data)):
        arguments.append(ANNOTATIONS[read_tag(data)](reader))
    read_tag(data)
    if read_tag(data) == tags.STR:
        read_str(data)
    if read_tag(data) == tags.STR:
        read_str(data)
    reader.end()
    return only_class(arguments) if arguments and is_union(name) else name


def _union_type(reader: WireReader) -> str:
    arms = annotations(reader)
    reader.flag()
    reader.skip_text()
    reader.skip_text()
    reader.flag()
    reader.end()
    return only_class(arms)


def _list_type(reader: WireReader) -> str:
    annotations(reader)
    reader.end()
    return ""


def _tuple_type(reader: WireReader) -> str:
    annotations(reader)
    reader.flag()
    reader.end()
    return ""


def _typed_dict_type(reader: WireReader) -> str:
    for _ in range(reader.number()):
        reader.skip_text()
    annotations(reader)
    reader.end()
    return ""


def _ellipsis_type(reader: WireReader) -> str:
    reader.end()
    return ""


def _raw_type(reader: WireReader) -> str:
    kind = reader.text()
    if kind == "builtins.bool":
        reader.flag()
    elif kind == "builtins.int":
        reader.number()
    elif kind in ("builtins.str", "builtins.bytes"):
        reader.text()
    else:
        read_tag(reader.data)
        reader.skip_text()
    reader.end()
    return ""


def _unpack_type(reader: WireReader) -> str:
    annotation(reader)
    reader.flag()
    reader.end()
    return ""


def _call_type(reader: WireReader) -> str:
    annotation(reader)
    annotations(reader)
    for _ in range(reader.number()):
        reader.skip_text()
        annotation(reader)
    reader.end()
    return ""


ANNOTATIONS: dict[int, Callable[[WireReader], str]] = {
    tags.UNBOUND_TYPE: _unbound_type,
    tags.UNION_TYPE: _union_type,
    tags.LIST_TYPE: _list_type,
    tags.TUPLE_TYPE: _tuple_type,
    tags.TYPED_DICT_TYPE: _typed_dict_type,
    tags.ELLIPSIS_TYPE: _ellipsis_type,
    tags.RAW_TYPE: _raw_type,
    tags.UNPACK_TYPE: _unpack_type,
    tags.CALL_TYPE: _call_type,
}
