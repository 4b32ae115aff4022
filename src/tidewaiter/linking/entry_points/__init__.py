"""What runs when: the starts of an artifact, from its paths and manifests alone."""

from tidewaiter.linking.entry_points import (
    agent_hooks,
    build_backend,
    console_scripts,
    main_module,
    node_gyp,
    npm_bin,
    npm_main,
    npm_scripts,
    plugins,
    pth,
    python_modules,
    setup_py,
)
from tidewaiter.linking.entry_points.interface import (
    CodeTarget,
    MemberTarget,
    OutsideTarget,
    ShellTarget,
    Start,
    Target,
)
from tidewaiter.linking.entry_points.layout import Layout
from tidewaiter.linking.entry_points.npm_main import npm_bundled, npm_exports, npm_offers
from tidewaiter.linking.entry_points.python_modules import module_name, native_modules
from tidewaiter.linking.entry_points.roles import is_for_users, origin, role
from tidewaiter.model.member import Kind

__all__ = [
    "CodeTarget",
    "Layout",
    "MemberTarget",
    "OutsideTarget",
    "ShellTarget",
    "Start",
    "Target",
    "is_for_users",
    "module_name",
    "native_modules",
    "npm_bundled",
    "npm_exports",
    "npm_offers",
    "origin",
    "role",
    "starts",
]

_CODE = frozenset({Kind.PYTHON, Kind.JAVASCRIPT, Kind.TYPESCRIPT})


def starts(layout: Layout) -> list[Start]:
    """Every reason for which code of the artifact runs unasked, earliest phases first.

    Within a phase primary starts lead, and then the order of the rules and of the names.
    """
    library = frozenset(
        path
        for path, kind in layout.kinds.items()
        if kind in _CODE and role(path, layout) == "library"
    )
    found = [
        *npm_scripts.starts(layout),
        *node_gyp.starts(layout),
        *npm_main.starts(layout, library),
        *npm_bin.starts(layout),
        *agent_hooks.starts(layout),
    ]
    if layout.python:
        found += _python(layout, library)
    return sorted(found, key=lambda start: (start.phase.rank, not start.primary))


def _python(layout: Layout, library: frozenset[str]) -> list[Start]:
    modules = python_modules.Modules(layout)
    return [
        *setup_py.starts(layout),
        *build_backend.starts(layout, modules),
        *pth.starts(layout, modules),
        *python_modules.starts(modules, library),
        *plugins.starts(layout, modules),
        *console_scripts.starts(layout, modules),
        *main_module.starts(modules, library),
    ]
