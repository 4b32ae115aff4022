"""setup.py: run by setuptools when something is installed from its source."""

from collections.abc import Iterator

from tidewaiter.linking.entry_points.interface import MemberTarget, Start
from tidewaiter.linking.entry_points.layout import Layout
from tidewaiter.model.member import Kind
from tidewaiter.model.phase import Gate, Phase

ENTRY = "pip install (from source)"
_OTHER_BACKENDS = frozenset(
    [
        "flit",
        "flit_core",
        "flit_scm",
        "hatchling",
        "jupyter_packaging",
        "maturin",
        "mesonpy",
        "pdm",
        "pdm_backend",
        "poetry",
        "poetry_dynamic_versioning",
        "scikit_build_core",
        "sipbuild",
        "uv_build",
        "whey",
    ]
)
"""Top-level modules of backends that leave a setup.py alone."""


def starts(layout: Layout) -> Iterator[Start]:
    """Without a known backend that ignores it, installing runs setup.py; else a person may.

    Source: PEP 517, "Source trees": no ``build-backend`` means setuptools' legacy behaviour.
    """
    if not layout.built or layout.kinds.get("setup.py") is not Kind.PYTHON:
        return
    system = layout.pyproject.build_system if layout.pyproject else None
    ignored = system is not None and system.backend.partition(".")[0] in _OTHER_BACKENDS
    yield Start(
        phase=Phase.BUILD if ignored and not (system and system.paths) else Phase.INSTALL,
        name="setup.py",
        entry="python setup.py" if ignored else ENTRY,
        target=MemberTarget("setup.py"),
        gate=None if ignored else Gate.FROM_SOURCE,
    )
