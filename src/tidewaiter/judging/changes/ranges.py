"""Whether a range of versions lets in what another did not, by the rules of its registry."""

import re
from itertools import product

EITHER = " || "
"""Stands between ranges of which any may be chosen."""

_VERSION = re.compile(r"\d+(?:\.\d+){0,3}(?:[-.]?(?:a|b|rc|alpha|beta|dev|post)[.\d]*)?")
_LARGE = "99999"
_MOST = 40


def widened(purl: str, old: str, new: str) -> bool:
    """Whether some version fits ``new`` and not ``old``.

    Versions are tried: those that either range names and their neighbours; ranges are made of
    comparisons with the versions that they name, so nothing changes between these.
    """
    fits = _npm if purl.startswith("pkg:npm/") else _python
    if old == new:
        return False
    return any(fits(v, new) and not fits(v, old) for v in _tried(f"{old} {new}"))


def _tried(text: str) -> list[str]:
    found = {"0.0.0", f"{_LARGE}.0.0"}
    for named in sorted(set(_VERSION.findall(text)))[:_MOST]:
        found.add(named)
        numbers = [int(part) for part in re.findall(r"\d+", named)[:3]]
        numbers += [0] * (3 - len(numbers))
        for place, step in product(range(3), (-1, 1)):
            near = numbers[:place] + [numbers[place] + step] + [0] * (2 - place)
            if step < 0:
                near[place + 1 :] = [int(_LARGE)] * (2 - place)
            if near[place] >= 0:
                found.add(".".join(map(str, near)))
        found.add(".".join(map(str, numbers)))
    return sorted(found)


def _python(version: str, wanted: str) -> bool:
    from packaging.specifiers import InvalidSpecifier, SpecifierSet
    from packaging.version import InvalidVersion

    for part in wanted.split(EITHER):
        try:
            if SpecifierSet(part).contains(version, prereleases=True):
                return True
        except (InvalidSpecifier, InvalidVersion):
            continue
    return False


def _npm(version: str, wanted: str) -> bool:
    import nodesemver

    try:
        return bool(nodesemver.satisfies(version, wanted or "*", loose=True))
    except (ValueError, IndexError, KeyError, AttributeError, TypeError):
        return False
