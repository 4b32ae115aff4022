"""`python -m benchmarks.coverage PLATFORM …`: fails while a public name is not judged."""

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from benchmarks.coverage import python, typescript
from benchmarks.coverage.harmless import FOLDER, load_harmless
from benchmarks.coverage.names import Coverage, Name, judged
from tidewaiter.catalogue import load


@dataclass(frozen=True)
class Platform:
    """Where a platform's names come from, and whose catalogue speaks of them."""

    language: Literal["python", "javascript"]
    declared: Callable[[], Iterable[Name]]


PLATFORMS = {
    "python": Platform("python", python.declared),
    **{name: Platform("javascript", names) for name, names in typescript.DECLARED.items()},
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print each platform's table and what is missing; 1 when anything is."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.coverage", description=__doc__)
    parser.add_argument(
        "platforms", nargs="*", metavar="PLATFORM", help=f"{', '.join(PLATFORMS)} (all)"
    )
    chosen = parser.parse_args(arguments).platforms or list(PLATFORMS)
    if unknown := sorted(set(chosen) - set(PLATFORMS)):
        parser.error(f"there is no platform {unknown[0]}")
    coverages = [_coverage(name) for name in chosen]
    return 0 if all(coverage.complete for coverage in coverages) else 1


def _coverage(name: str) -> Coverage:
    """The platform's coverage, printed."""
    platform = PLATFORMS[name]
    coverage = judged(
        platform.declared(),
        getattr(load(), platform.language),
        load_harmless(FOLDER / f"{name}.toml"),
    )
    print(f"{name}\n", *coverage.lines(), sep="\n")
    for gap in coverage.gaps:
        print(f"{gap.name} is neither catalogued nor listed as harmless.{_because(gap)}")
    for sentence in coverage.wrong:
        print(sentence)
    return coverage


def _because(gap: Name) -> str:
    return f" It spells {gap.spells}, which is catalogued." if gap.spells else ""


if __name__ == "__main__":
    raise SystemExit(main())
