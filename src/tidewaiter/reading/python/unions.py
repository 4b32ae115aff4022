"""Annotations that allow several types: the one class among them whose methods can matter."""

from collections.abc import Iterable

_PLAIN = frozenset(
    {
        *("None", "str", "bytes", "bytearray", "int", "float", "bool", "list", "tuple", "dict"),
        *("set", "PathLike", "os.PathLike", "Any", "typing.Any"),
    }
)
_UNIONS = frozenset({"Union", "Optional"})


def is_union(name: str) -> bool:
    """Whether a subscripted name lists types: ``Optional[A]``, ``typing.Union[A, B]``."""
    return name.rpartition(".")[2] in _UNIONS


def only_class(arms: Iterable[str]) -> str:
    """The class that is left without plain data; "" when it is none or several."""
    classes = {arm for arm in arms if arm not in _PLAIN}
    return classes.pop() if len(classes) == 1 else ""
