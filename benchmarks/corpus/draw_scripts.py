"""Draws the tarballs with much JavaScript anew: `python -m benchmarks.corpus.draw_scripts`."""

import datetime
import os
import sys
from collections.abc import Iterator

import msgspec

from benchmarks.corpus import SCRIPTS, Pin, Scripts
from benchmarks.corpus.draw import obtained, popular
from benchmarks.texts import is_minified, texts
from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.model.release import ArtifactKind
from tidewaiter.sources import Releases, Settings

SEED = 20261130
BYTES = 20_000_000
_SIZES = range(50_000, 3_000_000)
"""Bytes of JavaScript of one release: more than a start-up, and no release decides the figure."""

_BROWSERS = (
    "@babel/standalone", "ace-builds", "apexcharts", "axe-core", "chart.js", "cytoscape", "echarts",
    "exceljs", "highcharts", "hls.js", "jspdf", "lottie-web", "maplibre-gl", "mermaid", "moment",
    "pdfmake", "quill", "swagger-ui-dist", "terser", "tinymce", "video.js", "xlsx",
)  # fmt: skip
"""Popular packages that hold a distribution for browsers; of those drawn, one in 100 does."""


def draw(releases: Releases) -> Iterator[Pin]:
    """Tarballs of the most downloaded names, in an order that the seed decides."""
    size = 0
    for target in popular("npm", SEED):
        found = obtained(releases, target, ArtifactKind.NPM)
        if found is None:
            continue
        pin, path = found
        here = sum(len(text.data) for text in texts([path]) if text.language == "javascript")
        if here not in _SIZES:
            continue
        yield pin
        size += here
        print(f"\r\x1b[2K{size / 1e6:.1f} MB: {target}", end="", file=sys.stderr)
        if size >= BYTES:
            return


def minified(releases: Releases) -> Iterator[Pin]:
    """Tarballs with large minified files."""
    for name in _BROWSERS:
        found = obtained(releases, f"npm:{name}", ArtifactKind.NPM)
        if found and any(map(is_minified, texts([found[1]]))):
            yield found[0]


def main() -> int:
    """Draw, and write the pins."""
    with Releases(Settings(environ=os.environ, budget=load_budget())) as releases:
        drawn, dense = tuple(draw(releases)), tuple(minified(releases))
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    scripts = Scripts(seed=SEED, drawn=today, artifacts=drawn, minified=dense)
    SCRIPTS.write_bytes(msgspec.json.format(msgspec.json.encode(scripts), indent=1) + b"\n")
    print(f"\n{SCRIPTS}: {len(drawn)} and {len(dense)} artifacts", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
