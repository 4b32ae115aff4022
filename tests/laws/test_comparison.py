"""A release differs in nothing from itself, and what came from one side went from the other."""

from collections import Counter

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reports.conftest import release, use

from tidewaiter.catalogue import Catalogue, load
from tidewaiter.judging import compare
from tidewaiter.model.changes import ChangeKind
from tidewaiter.model.member import Content, Kind
from tidewaiter.model.phase import Phase
from tidewaiter.model.profile import EntryPoint, Use
from tidewaiter.model.release import Dependency
from tidewaiter.model.report import Report

CATALOGUE: Catalogue = load()

_uses = st.builds(
    lambda capability, phase, line, destination, api, layers: use(
        capability, phase, "acme/core.py", line,
        destination=destination, destination_kind="file", api=api, snippet=f"{api}()",
        layers=layers,
    ),
    st.sampled_from(["net.connect", "process.shell", "process.spawn", "fs.read", "code.eval"]),
    st.sampled_from(list(Phase)),
    st.integers(1, 4),
    st.sampled_from([None, "{…}", "/etc/a", "/etc/b", "/opt/1.2.0/c"]),
    st.sampled_from(["os.system", "open"]),
    st.sampled_from([(), ("base64",), ("base64", "python")]),
)  # fmt: skip
_entries = st.builds(
    EntryPoint,
    st.sampled_from([Phase.INSTALL, Phase.BIN, Phase.STARTUP]),
    st.sampled_from(["postinstall", "acme"]),
    st.sampled_from(["node a.js", "node b.js"]),
)
_needed = st.builds(
    Dependency,
    st.sampled_from(["pkg:npm/a", "pkg:pypi/b"]),
    st.sampled_from(["", ">=1", "<2", ">=1.5", "@ https://example.org/a.zip", "nonsense!"]),
    st.sampled_from(["runtime", "dev"]),
)
_contents = st.builds(
    Content,
    st.sampled_from(["acme/a.so", "acme/b.py", "acme/_vendor/six.py", "acme/c.pyc"]),
    st.sampled_from([Kind.NATIVE, Kind.PYTHON, Kind.BYTECODE]),
)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    uses: list[Use] = draw(st.lists(_uses, max_size=6))
    artifact = release().artifacts[0]
    changes = {
        "contents": tuple(draw(st.lists(_contents, max_size=3))),
        "metadata": draw(
            st.dictionaries(st.sampled_from(["licence", "author"]), st.sampled_from(["MIT", "GPL"]))
        ),
        "complete": draw(st.booleans()),
    }
    return release(
        uses=tuple(uses),
        entry_points=tuple(draw(st.lists(_entries, max_size=3))),
        dependencies=tuple(draw(st.lists(_needed, max_size=3))),
        artifacts=(msgspec.structs.replace(artifact, **changes),),
    )


@given(reports())
def test_nothing_differs_from_itself(report: Report) -> None:
    assert compare(report, report, CATALOGUE).changes == ()


@settings(max_examples=300)
@given(reports(), reports())
def test_both_directions_say_inverse_kinds(one: Report, other: Report) -> None:
    there = compare(one, other, CATALOGUE).changes
    back = compare(other, one, CATALOGUE).changes
    assert Counter((c.kind.inverse, c.capability, c.phase) for c in there) == Counter(
        (c.kind, c.capability, c.phase) for c in back
    )


@pytest.mark.parametrize("phase", list(Phase))
def test_a_use_is_never_both_added_and_escalated(phase: Phase) -> None:
    old = release(uses=(use("net.connect", Phase.CALL, "acme/core.py", 1),))
    new = release(uses=(use("net.connect", phase, "acme/core.py", 1),))
    if phase is Phase.CALL:
        wanted = []
    elif phase is Phase.TEST:  # where nothing counts
        wanted = [ChangeKind.CAPABILITY_REMOVED]
    elif phase.rank < Phase.CALL.rank:
        wanted = [ChangeKind.PHASE_ESCALATED]
    else:
        wanted = [ChangeKind.PHASE_DEESCALATED]
    assert [c.kind for c in compare(old, new, CATALOGUE).changes] == wanted
