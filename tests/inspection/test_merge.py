"""What several artifacts of a release have in common is said once, with all its places."""

from tidewaiter.inspection.merge import merge
from tidewaiter.inspection.protocol import Inspected
from tidewaiter.model.phase import Phase
from tidewaiter.model.profile import Edge, EntryPoint, Place, Profile, Step, Use
from tidewaiter.model.release import ArtifactKind, Dependency, Ecosystem, Release
from tidewaiter.model.report import ArtifactReport, Engine, Report

ENGINE = Engine("0", "sha256:0")
RELEASE = Release("pkg:pypi/acme@1", Ecosystem.PYPI, "acme", "1")


def artifact(filename: str, kind: ArtifactKind, *, inspected: bool = True) -> ArtifactReport:
    return ArtifactReport(
        filename=filename, kind=kind, sha256="0", size=1, inspected=inspected, complete=inspected
    )


WHEEL = artifact("acme-1-py3-none-any.whl", ArtifactKind.WHEEL)
SDIST = artifact("acme-1.tar.gz", ArtifactKind.SDIST)


def use(artifact: ArtifactReport, member: str, line: int = 3, phase: Phase = Phase.CALL) -> Use:
    return Use(
        capability="net.connect",
        phase=phase,
        api="socket.create_connection",
        entry="acme.f()",
        member=member,
        line=line,
        column=4,
        snippet="create_connection(x)",
        path=(Step("f", member, line, Edge.EXACT),),
        places=(Place(artifact.filename, f"acme-1/{member}"),),
    )


def profile(*uses: Use, entries: tuple[EntryPoint, ...] = ()) -> Profile:
    return Profile(uses, entries, ())


def merged(*parts: tuple[ArtifactReport, Profile]) -> Report:
    return merge(ENGINE, RELEASE, map(inspected, parts), ())


def inspected(part: tuple[ArtifactReport, Profile]) -> Inspected:
    return Inspected(*part, keep=True, dependencies=(Dependency("pkg:pypi/b", "", "runtime"),))


def test_a_use_in_both_is_listed_once_under_its_path_in_the_wheel() -> None:
    report = merged(
        (SDIST, profile(use(SDIST, "src/acme/x.py"))), (WHEEL, profile(use(WHEEL, "acme/x.py")))
    )
    (found,) = report.uses
    assert found.member == found.path[0].member == "acme/x.py"
    assert [place.member for place in found.places] == ["acme-1/acme/x.py", "acme-1/src/acme/x.py"]


def test_what_differs_stays_apart_and_in_order() -> None:
    report = merged(
        (SDIST, profile(use(SDIST, "src/acme/x.py", 9), use(SDIST, "setup.py", 1, Phase.INSTALL))),
        (WHEEL, profile(use(WHEEL, "acme/x.py", 3))),
    )
    assert [(use.member, use.line) for use in report.uses] == [
        ("setup.py", 1),
        ("acme/x.py", 3),
        ("src/acme/x.py", 9),
    ]


def test_entry_points_and_dependencies_are_united_and_the_rest_is_listed() -> None:
    command = EntryPoint(Phase.BIN, "acme", "acme:main")
    setup = EntryPoint(Phase.INSTALL, "setup.py", "setup.py")
    other = artifact("acme-1-cp311-win32.whl", ArtifactKind.WHEEL, inspected=False)
    report = merge(
        ENGINE,
        RELEASE,
        map(
            inspected,
            [(WHEEL, profile(entries=(command,))), (SDIST, profile(entries=(command, setup)))],
        ),
        [other],
    )
    assert report.entry_points == (setup, command)
    assert report.dependencies == (Dependency("pkg:pypi/b", "", "runtime"),)
    assert report.artifacts == (other, WHEEL, SDIST)


def test_a_start_is_listed_once_though_its_module_lies_deeper_in_the_sdist() -> None:
    def entry(target: str) -> EntryPoint:
        return EntryPoint(Phase.BIN, "acme", target)

    apart = EntryPoint(Phase.BIN, "acme-ctl", "src/acme/cli.py:ctl")
    report = merged(
        (SDIST, profile(entries=(entry("src/acme/cli.py:main"), apart))),
        (WHEEL, profile(entries=(entry("acme/cli.py:main"),))),
    )
    assert report.entry_points == (entry("acme/cli.py:main"), apart)


def test_the_order_of_the_artifacts_does_not_matter() -> None:
    parts = [
        (SDIST, profile(use(SDIST, "src/acme/x.py"), use(SDIST, "setup.py"))),
        (WHEEL, profile(use(WHEEL, "acme/x.py"))),
    ]
    assert merged(*parts) == merged(*reversed(parts))
