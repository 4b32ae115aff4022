"""What commands are given on their standard input, where the script itself says it."""

import re
from typing import NamedTuple

from tree_sitter import Node

from tidewaiter.reading.shell.words import Words

_DECODE = frozenset({"-d", "-D", "--decode"})


class Piped(NamedTuple):
    """A text that a command is given, and the option under which its call holds it.

    The option is "|", or "|base64" for a text that is decoded on the way.
    """

    text: str = ""
    option: str = "|"


def document(redirected: Node, words: Words) -> Piped:
    """The here-document of a command or of the redirection that opens it."""
    node = next((c for c in redirected.children if c.type == "heredoc_redirect"), redirected)
    parts = {child.type: words.text(child) for child in node.children}
    text = parts.get("heredoc_body", "")
    if "<<-" in parts:
        text = re.sub(r"^\t+", "", text, flags=re.MULTILINE)
    if parts.get("heredoc_start", "")[:1] in ("'", '"', "\\"):
        return Piped(text)
    return Piped(re.sub(r"\\([\\$`])", r"\1", text))


def written(node: Node, given: Piped, words: Words) -> Piped:
    """What a command is known to write when it is given a text."""
    if node.type == "redirected_statement":
        given = document(node, words) if "<<" in words.text(node) else given
        return written(node.named_children[0], given, words)
    if node.type != "command":
        return Piped()
    name, *rest = [words.plain(child) for child in node.named_children]
    if name == "cat" and not rest:
        return given
    if name == "base64" and not _DECODE.isdisjoint(rest) and given.option == "|":
        return given._replace(option="|base64")
    if name in ("echo", "printf") and all(rest):
        said = [word for word in rest if not re.fullmatch("-[neE]+", word)]
        text = " ".join(said).replace("\\n", "\n")
        return Piped(text) if name == "echo" or len(said) == 1 else Piped()
    return Piped()
