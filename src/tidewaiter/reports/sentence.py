"""The first sentence of a screen: what the release does, when, and whether all of it was seen."""

from collections.abc import Iterable, Sequence

from tidewaiter.catalogue import Catalogue
from tidewaiter.model.phase import Gate, Phase
from tidewaiter.model.report import Report
from tidewaiter.reports.escape import shown

_BY_THEMSELVES = (Phase.INSTALL, Phase.STARTUP, Phase.IMPORT, Phase.PLUGIN)
_ASKED = (Phase.BIN, Phase.CALL)
_MOST = 3


def sentence(report: Report, catalogue: Catalogue) -> str:
    """One sentence, such as "acme 1.0 opens network connections when called; nothing of note …".

    It never says more than was seen: phases in which something unread could run are not called
    quiet, and a release that was not read whole is introduced as such.
    """
    name = title(report)
    if not any(artifact.inspected for artifact in report.artifacts):
        return f"{name} was not inspected: it has no artifact for this machine."
    said = "; ".join([*_clauses(report, catalogue), *_rest(report, catalogue)])
    if report.complete:
        return f"{name} {said}."
    return f"{name} could not be read whole; what was read {said}."


def title(report: Report) -> str:
    """Name and version, or whatever of them is known."""
    release = report.release
    return shown(f"{release.name} {release.version}".strip(), 120)


def when(phase: Phase, gates: Iterable[Gate | None] = ()) -> str:
    """The phase in words that go behind a verb."""
    if phase is Phase.INSTALL:
        return _WHEN_INSTALLED.get(frozenset(gates), "at install")
    return _WHEN[phase]


_WHEN = {
    Phase.STARTUP: "whenever Python starts",
    Phase.IMPORT: "at import",
    Phase.PLUGIN: "when another tool loads it",
    Phase.BIN: "when its command runs",
    Phase.CALL: "when called",
    Phase.BUILD: "on its maintainers' machines",
    Phase.TEST: "in tests, docs and examples",
}
_WHEN_INSTALLED: dict[frozenset[Gate | None], str] = {
    frozenset({Gate.FROM_SOURCE}): "when built from source",
    frozenset({Gate.APPROVAL}): "at install, once approved",
}


def joined(words: Sequence[str], last: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``"""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def noted(report: Report, catalogue: Catalogue, phases: Iterable[Phase]) -> list[str]:
    """The ids in these phases that are not quiet, the most telling first."""
    wanted = frozenset(phases)
    ids = {use.capability for use in report.uses if use.phase in wanted}
    telling = catalogue.capabilities
    loud = [id for id in ids if not catalogue.quiet(id)]
    return sorted(loud, key=lambda id: (-telling[id].telling, id))


def _clauses(report: Report, catalogue: Catalogue) -> list[str]:
    """What it does, earliest phase first; nothing is said twice."""
    said: set[str] = set()
    clauses = []
    for phases in (*((phase,) for phase in _BY_THEMSELVES), _ASKED):
        ids = [id for id in noted(report, catalogue, phases) if id not in said]
        said.update(ids)
        if ids:
            clauses.append(f"{_verbs(ids, catalogue)} {_moment(report, phases, ids)}")
    return clauses


def _verbs(ids: list[str], catalogue: Catalogue) -> str:
    titles = [catalogue.capabilities[id].title for id in ids[:_MOST]]
    more = len(ids) - _MOST
    if more > 0:
        titles.append(f"does {more} more {'thing' if more == 1 else 'things'}")
    return joined(titles)


def _moment(report: Report, phases: tuple[Phase, ...], ids: list[str]) -> str:
    uses = [use for use in report.uses if use.phase in phases and use.capability in ids]
    seen = {use.phase for use in uses}
    if len(seen) == 1:
        return when(seen.pop(), {use.gate for use in uses})
    return when(Phase.CALL)


def _rest(report: Report, catalogue: Catalogue) -> list[str]:
    """What is quiet, and what might only look so."""
    startup = [Phase.STARTUP] if any(e.phase is Phase.STARTUP for e in report.entry_points) else []
    phases = [Phase.INSTALL, *startup, Phase.IMPORT]
    quiet = [phase for phase in phases if not noted(report, catalogue, (phase,))]
    unseen = could_run(report)
    rest = []
    if calm := [phase for phase in quiet if phase not in unseen]:
        rest.append(f"nothing of note runs {_at(calm)}")
    if doubtful := [phase for phase in quiet if phase in unseen]:
        rest.append(f"not all that runs {_at(doubtful)} could be looked at")
    if not noted(report, catalogue, (*_BY_THEMSELVES, *_ASKED)):
        rest.insert(0, "does nothing of note when called")
    return rest


def _at(phases: list[Phase]) -> str:
    """ "at install or import" """
    places = [phase.value for phase in phases if phase is not Phase.STARTUP]
    words = [f"at {joined(places, 'or')}"] if places else []
    if Phase.STARTUP in phases:
        words.append(_WHEN[Phase.STARTUP])
    return joined(words, "or")


def could_run(report: Report) -> frozenset[Phase]:
    """The phases in which something that was not read could run."""
    artifacts = [artifact for artifact in report.artifacts if artifact.inspected]
    unread = {u.could_run for artifact in artifacts for u in artifact.unread}
    skipped = {s.could_run for artifact in artifacts for s in artifact.skipped}
    return frozenset(phase for phase in unread | skipped if phase is not None)
