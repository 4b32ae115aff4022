"""binding.gyp: which lines it runs, with the values that it gives its variables."""

import pytest

from tidewaiter.reading.manifests.gyp import read


def lines(text: str) -> list[str]:
    return [command.text for command in read(text, "binding.gyp").commands]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{'variables': {'cc%': 'gcc'}, 'x': '<!(<(cc) -v)'}", ["gcc -v"]),
        ("{'variables': {'cc': 'gcc'}, 'action': ['<(cc)', '-v']}", ["gcc -v"]),
        ("{'variables': {'a': ['b'], 'cc': 'gcc'}, 'action': ['<(cc)']}", ["gcc"]),
        ("{'action': ['<(cc)', 'a b', '<(out)/c d']}", ['"$UNKNOWN" \'a b\' "$UNKNOWN/c d"']),
        # several values, one made by a command, one that is no variable
        (
            "{'variables': {'a': 'b'}, 't': {'variables': {'a': 'c'}}, 'x': '<!(<(a))'}",
            ["$UNKNOWN"],
        ),
        ("{'variables': {'a': '<!(b)'}, 'action': ['<(a)']}", ["b", '"$UNKNOWN"']),
        ("{'variables': {'t': {'a': 'b'}}, 'action': ['<(a)']}", ['"$UNKNOWN"']),
        ("{'a': 'b', 'action': ['<(a)']}", ['"$UNKNOWN"']),
    ],
)
def test_variables(text: str, found: list[str]) -> None:
    assert sorted(lines(text)) == sorted(found)
