"""Which function declares a name: block scopes by renaming, assignments by looking outwards."""

from collections.abc import Iterable

from tidewaiter.model.facts import ANY_TIME, Binding, Expr
from tidewaiter.reading.builder import Builder


class Frame:
    """What is known of one function while it is read.

    Attributes:
        function: Its index in the outline.
        this: The function whose ``this`` holds here.
        declared: Names that belong to it.
        exports: The parameter by which it is given what the module exports.
        requires: What modules of a bundle's table are required with, and the table.
        pending: Assignments to names that it had not declared when they were met, as
            (name, value, order, branch); order is -1 when an inner function made them.
    """

    __slots__ = ("declared", "exports", "function", "pending", "requires", "this")

    def __init__(self, function: int, this: int) -> None:
        self.function = function
        self.this = this
        self.declared: set[str] = set()
        self.exports = ""
        self.requires = ("", "")
        self.pending: list[tuple[str, Expr, int, int]] = []


class Scopes:
    """The frames around the point of reading, and how block-scoped names are spelled there.

    Attributes:
        exported: Names of the module for what it exports: ``const own = module.exports``.
    """

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.frames = [Frame(0, 0)]
        self.renames: dict[str, str] = {}
        self.exported: set[str] = set()
        self._serial = 0

    def open(self, function: int, *, arrow: bool) -> Frame:
        """Enter a function that was opened in the builder."""
        frame = Frame(function, self.frames[-1].this if arrow else function)
        self.frames.append(frame)
        return frame

    def close(self) -> None:
        """Leave a function: what it assigned and did not declare is handed outwards."""
        frame = self.frames.pop()
        outer = self.frames[-1] if self.frames else None
        for name, value, order, branch in frame.pending:
            if outer is None or name in frame.declared:
                self._bind_late(frame.function, name, value, order, branch)
            else:
                outer.pending.append((name, value, -1, branch))

    def _bind_late(self, function: int, name: str, value: Expr, order: int, branch: int) -> None:
        bindings = self.builder.functions[function].bindings.setdefault(name, [])
        late = Binding(ANY_TIME if order < 0 else order, branch, value)
        at = len(bindings)
        while at and bindings[at - 1].order > late.order:
            at -= 1
        bindings.insert(at, late)

    def declare(self, name: str, value: Expr) -> None:
        """A declaration of this function gives a name its value, here and now."""
        self.frames[-1].declared.add(name)
        self.builder.bind(name, value)

    def assign(self, name: str, value: Expr) -> None:
        """An assignment to a name, whoever declares it."""
        frame = self.frames[-1]
        if name in frame.declared:
            self.builder.bind(name, value)
            return
        self.builder.order += 1
        frame.pending.append((name, value, self.builder.order, self.builder.current_branch))
        self.builder.watch(name, value)

    def declares(self, name: str) -> bool:
        """A function around this point, or the module, declares the name."""
        return any(name in frame.declared for frame in self.frames)

    def is_global(self, name: str) -> bool:
        """No function around this point (the module aside) declares the name."""
        return not any(name in frame.declared for frame in self.frames[1:])

    def export_by(self, name: str) -> None:
        """Take up that the module's own code calls by a name what it exports."""
        if len(self.frames) == 1:
            self.exported.add(name)

    def is_exports(self, name: str) -> bool:
        """Whether a name stands for what the module exports."""
        for frame in reversed(self.frames[1:]):
            if name == frame.exports:
                return True
            if name in frame.declared:
                return False
        return name == "exports" or name in self.exported

    def table(self, name: str) -> str:
        """The table whose modules a name requires, "" for another name."""
        for frame in reversed(self.frames):
            if name == frame.requires[0]:
                return frame.requires[1]
            if name in frame.declared:
                return ""
        return ""

    def rename(self, names: Iterable[str]) -> list[tuple[str, str | None]]:
        """Give block-scoped names a spelling of their own; what `restore` needs to undo it."""
        undo = []
        for name in names:
            undo.append((name, self.renames.get(name)))
            self._serial += 1
            self.renames[name] = fresh = f"{name}#{self._serial}"
            self.frames[-1].declared.add(fresh)
        return undo

    def hide(self, names: Iterable[str]) -> list[tuple[str, str | None]]:
        """Names that a function declares itself are not those of a block around it."""
        return [(name, self.renames.pop(name)) for name in names if name in self.renames]

    def restore(self, undo: list[tuple[str, str | None]]) -> None:
        """Undo what `rename` or `hide` did, newest first."""
        for name, spelling in reversed(undo):
            if spelling is None:
                del self.renames[name]
            else:
                self.renames[name] = spelling
