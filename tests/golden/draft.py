"""Brings reviews up to their goldens: `python -m tests.golden.draft [WORD…]`.

Quotes come from the archives. A verdict stays while its claim stays; what is new or moved is
``unreviewed``, and the tests fail until a person has read the lines and said what they show.
"""

import json
import sys
from collections.abc import Iterable

import msgspec
from tests.golden.lines import Lines, lines_of
from tests.golden.pins import Pin, PinnedReleases, load_pins
from tests.golden.reviews import (
    CLAIMS,
    SECTIONS,
    UNREVIEWED,
    Claim,
    Step,
    claims_of,
    read,
    visible,
    write,
)

_QUOTED = 120
_FRESH = "# {target}\n\n{why}\n\n" + "".join(f"## {name}\n\n" for name in SECTIONS)


def draft(pin: Pin, lines: Lines) -> str:
    """The review with the claims of today's golden, in its order."""
    place = pin.golden(".review.md")
    fresh = _FRESH.format(target=pin.target, why=pin.why)
    old = place.read_text("utf-8") if place.exists() else fresh
    report = json.loads(pin.golden(".json").read_bytes())
    claims = _chosen(claims_of(report), {claim.way: claim.verdict for claim in read(old)})
    before, _, after = old.partition(CLAIMS)
    rest = after[after.find("\n## ") :]
    return f"{before}{CLAIMS}\n{write([_quoted(claim, lines) for claim in claims])}{rest}"


def _chosen(claims: Iterable[Claim], verdicts: dict[object, str]) -> list[Claim]:
    """One claim of each key: one that was judged before, or the first."""
    chosen: dict[object, Claim] = {}
    for claim in claims:
        verdict = verdicts.get(claim.way)
        if claim.key not in chosen or (verdict and chosen[claim.key].verdict == UNREVIEWED):
            chosen[claim.key] = msgspec.structs.replace(claim, verdict=verdict or UNREVIEWED)
    return list(chosen.values())


def _quoted(claim: Claim, lines: Lines) -> Claim:
    steps = (Step(step.member, step.line, _quote(step, lines)) for step in claim.steps)
    return msgspec.structs.replace(claim, steps=tuple(steps))


def _quote(step: Step, lines: Lines) -> str:
    """The line; of a long one the snippet of the use, or the beginning."""
    line = visible(lines.get((step.member, step.line), [""])[0]).strip()
    if len(line) > _QUOTED and step.quote and step.quote in line:
        line = step.quote
    return line[:_QUOTED].strip()


def main(words: list[str]) -> int:
    """Draft the reviews of the releases whose target holds one of the words, or of all."""
    pins = [p for p in load_pins().releases if not words or any(w in p.target for w in words)]
    with PinnedReleases.of_user() as releases:
        for pin in pins:
            claims = claims_of(json.loads(pin.golden(".json").read_bytes()))
            places = {(step.member, step.line) for claim in claims for step in claim.steps}
            review = draft(pin, lines_of(pin, places, releases))
            pin.golden(".review.md").write_text(review, "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
