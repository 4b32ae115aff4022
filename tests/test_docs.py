"""What the documents say holds: commands and options exist, pages match code, examples run."""

import doctest
import re
import shlex
from importlib import import_module
from pathlib import Path

import pytest
from benchmarks.crater.blind_spots import BLIND_SPOTS

from tidewaiter.catalogue.load import load
from tidewaiter.cli.main import main
from tidewaiter.cli.parser import parser
from tidewaiter.model.anomalies import AnomalyKind
from tidewaiter.model.changes import ChangeKind

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "tidewaiter"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FOR_USERS = [page for page in PAGES if page.parent.name == "docs" or page.name == "README.md"]
EXAMPLES = sorted(path for path in PACKAGE.rglob("*.py") if ">>> " in path.read_text("utf-8"))

_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`([^`\n]+)`")
_COMMAND = re.compile(r"\btidewaiter ((?:inspect|diff|explain|schema|cache)\b[^`\n&|;<>]*)")
_LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)")

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


@pytest.fixture
def known_options(capsys: pytest.CaptureFixture[str]) -> set[str]:
    """Every option that any ``--help`` shows."""
    for command in ((), ("inspect",), ("diff",), ("explain",), ("schema",), ("cache",)):
        with pytest.raises(SystemExit) as ended:
            main([*command, "--help"])
        assert ended.value.code == 0
    return set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", capsys.readouterr().out))


def commands() -> list[str]:
    """Each command line of ours that a page or the help shows."""
    texts = [page.read_text("utf-8") for page in PAGES] + [parser().format_help()]
    return sorted({found[1].strip() for text in texts for found in _COMMAND.finditer(text)})


@pytest.mark.parametrize("command", commands())
def test_every_command_that_is_shown_can_be_typed(command: str) -> None:
    assert parser().parse_args(shlex.split(command))


def test_commands_are_found() -> None:
    assert {line.split()[0] for line in commands()} >= {"inspect", "explain", "schema"}


def test_every_option_that_a_page_names_exists(known_options: set[str]) -> None:
    spans = [
        span
        for page in FOR_USERS
        for span in _INLINE.findall(_FENCED.sub("", page.read_text("utf-8")))
    ]
    named = {word for span in spans for word in span.split() if re.match(r"--?[a-z]", word)}
    assert named
    assert named <= known_options


def test_readme_names_the_exit_codes_of_the_help() -> None:
    said = re.search(r"Exit codes: (.*?)\.", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    shown = re.findall(r"^  (\d)  ", parser().format_help(), re.MULTILINE)
    assert said
    assert re.findall(r"(?:^|, )(\d) ", said[1]) == shown


@each_page
def test_links_lead_somewhere(page: Path) -> None:
    links = _LINK.findall(_FENCED.sub("", page.read_text("utf-8")))
    assert [link for link in links if not (page.parent / link).exists()] == []


@each_page
def test_paths_that_a_page_names_exist(page: Path) -> None:
    spans = _INLINE.findall(_FENCED.sub("", page.read_text("utf-8")))
    named = [span for span in spans if re.fullmatch(r"(?:src|docs|tests|\.ci)/[\w./-]+", span)]
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_page_of_anomalies_is_the_enumeration_in_its_order() -> None:
    page = (ROOT / "docs" / "anomalies.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", page, re.MULTILINE)
    assert [kind for kind, _ in rows] == [kind.value for kind in AnomalyKind]
    assert all(meaning.endswith(".") for _, meaning in rows)


def test_blind_spots_name_real_capabilities_and_phases() -> None:
    page = (ROOT / "docs" / "blind-spots.md").read_text("utf-8")
    ids = set(re.findall(r"`([a-z]+\.[a-z]+)`", page))
    assert ids
    assert ids <= set(load().capabilities)


def test_each_blind_spot_stands_on_its_page_with_the_ids_that_tell_of_it() -> None:
    page = (ROOT / "docs" / "blind-spots.md").read_text("utf-8")
    rows = re.findall(r"^\| ([a-z-]+) \| .+ \| (.*`.+`.*) \|$", page, re.MULTILINE)
    assert [name for name, _ in rows] == [spot.name for spot in BLIND_SPOTS]
    for (_, shows), spot in zip(rows, BLIND_SPOTS, strict=True):
        assert set(re.findall(r"`([a-z]+\.[a-z]+)`", shows)) == {i for i in spot.ids if "." in i}
        assert [word for word in ("unread", "skipped") if f"`{word}`" in shows] == [
            i.split()[0] for i in spot.ids if "." not in i
        ]


def test_figures_of_blind_spots_are_of_the_classes_that_are_described() -> None:
    page = (ROOT / "docs" / "blind-spots.md").read_text("utf-8")
    rows = re.findall(r"^\| ([a-z-]+) \| \d+% \| [\d,]+ \|$", page, re.MULTILINE)
    assert rows == [spot.name for spot in BLIND_SPOTS]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_in_docstrings_run(path: Path) -> None:
    name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    result = doctest.testmod(import_module(name.removesuffix(".__init__")))
    assert result.attempted > 0
    assert result.failed == 0


def test_the_page_of_changes_names_every_kind() -> None:
    page = (ROOT / "docs" / "changes.md").read_text("utf-8")
    rows = re.findall(r"^\| (`.+?) \| .+\. \|$", page, re.MULTILINE)
    named = [kind for row in rows for kind in re.findall(r"`([a-z-]+)`", row)]
    assert sorted(named) == sorted(kind.value for kind in ChangeKind)
