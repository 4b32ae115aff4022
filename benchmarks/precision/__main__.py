"""`python -m benchmarks.precision draw --seed N`, then judge by hand, then `… score`."""

import argparse
import sys

import msgspec

from benchmarks import results
from benchmarks.precision import HOME, load_samples
from benchmarks.precision.draw import draw
from benchmarks.precision.score import score, table


def main() -> int:
    """Draw a sample that is to be judged, or hold the engine against all that were."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.precision", description=__doc__)
    commands = parser.add_subparsers(required=True, dest="command")
    drawing = commands.add_parser("draw", help="claims of popular releases, to be judged")
    drawing.add_argument("--seed", type=int, required=True, metavar="N")
    drawing.add_argument("--count", type=int, default=250, help="claims at least (250)")
    commands.add_parser("score", help="the engine against all judgements; writes RESULTS.md")
    options = parser.parse_args()
    return _draw(options.seed, options.count) if options.command == "draw" else _score()


def _draw(seed: int, count: int) -> int:
    if seed in {sample.seed for sample in load_samples()}:
        raise SystemExit(f"Seed {seed} was drawn already, and its judgements are to be kept.")
    sample = draw(seed, count)
    path = HOME / f"judged-{sample.drawn}-{seed}.json"
    path.write_bytes(msgspec.json.format(msgspec.json.encode(sample), indent=1) + b"\n")
    print(f"{path}: {len(sample.claims)} claims to be judged")
    return 0


def _score() -> int:
    samples = load_samples()
    about = "; ".join(
        f"{len(sample.claims)} claims drawn {sample.drawn} with seed {sample.seed} by the engine "
        f"of {sample.commit}"
        for sample in samples
    )
    measured = results.measured(about)
    found = score([judged for sample in samples for judged in sample.claims])
    scored = table(found, samples)
    print(scored.markdown())
    for title, lines in (("wrong", found.wrong), ("mended", found.mended), ("lost", found.lost)):
        print("\n".join([f"\n{title}:", *lines]))
    results.write([scored], measured)
    return 0


if __name__ == "__main__":
    sys.exit(main())
