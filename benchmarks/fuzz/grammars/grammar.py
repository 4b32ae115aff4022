"""Texts made from rules, and texts that nest as deeply as their size allows."""

import re
from collections.abc import Mapping, Sequence
from random import Random

INDENT, DEDENT = "\x0e", "\x0f"
"""Begin and end of what a rule wants one level further to the right."""

_RULE = re.compile(r"«(\w+)»")


class Grammar:
    """Rules by name, each with its alternatives; ``«name»`` in one asks for another rule.

    Args:
        rules: The first alternative of each rule asks for nothing that leads back to the rule:
            it is taken when a text is large enough.
        nests: What can stand in itself: beginning, and end.
    """

    def __init__(
        self, rules: Mapping[str, Sequence[str]], nests: Sequence[tuple[str, str]]
    ) -> None:
        self._rules = {
            name: [_RULE.split(alternative) for alternative in alternatives]
            for name, alternatives in rules.items()
        }
        self._nests = nests
        self.words = sorted({word for rule in rules.values() for word in rule if "«" not in word})

    def text(self, chance: Random, start: str = "start") -> str:
        """A text of a few words up to some thousand."""
        left = chance.choice((5, 20, 60, 200, 1000))
        made: list[str] = []
        waiting = [(start, True)]
        while waiting:
            part, is_rule = waiting.pop()
            if not is_rule:
                made.append(part)
                continue
            left -= 1
            rule = self._rules[part]
            chosen = chance.choice(rule) if left > 0 else rule[0]
            waiting += [(one, bool(n % 2)) for n, one in reversed([*enumerate(chosen)]) if one]
        return indented("".join(made))

    def nested(self, chance: Random, most: int) -> str:
        """Something in itself, again and again, at most ``most`` characters, not always ended."""
        begin, end = chance.choice(self._nests)
        times = chance.choice((3, 50, 190, 300, 999, 1001, 5_000, 100_000))
        times = min(times, most // len(begin + end))
        inner = self.text(chance) if chance.random() < 0.3 else "1"
        ends = times if chance.random() < 0.8 else chance.randrange(times + 1)
        return begin * times + inner + end * ends


def indented(text: str) -> str:
    """The text with each line as far to the right as its marks say."""
    if INDENT not in text:
        return text
    lines: list[str] = []
    depth = 0
    for line in text.split("\n"):
        lines.append(" " * depth + line.replace(INDENT, "").replace(DEDENT, ""))
        depth = max(0, depth + line.count(INDENT) - line.count(DEDENT))
    return "\n".join(lines)
