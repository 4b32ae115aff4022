"""What a member is there for, told by its path: the library, its tests, its docs, its build."""

import re

from tidewaiter.linking.entry_points.layout import Layout
from tidewaiter.linking.entry_points.python_modules import module_name
from tidewaiter.model.member import Kind

_TESTS = frozenset(["tests", "__tests__", "__mocks__", "test_data", "testdata", "e2e"])
_TEST = frozenset({"test", "spec", "specs"})
_EXAMPLES = frozenset(
    [
        "example",
        "examples",
        "demo",
        "demos",
        "sample",
        "samples",
        "tutorial",
        "tutorials",
        "benchmark",
        "benchmarks",
    ]
)
_DOCS = frozenset(["doc", "docs", "documentation", "website"])
_TEST_FILE = re.compile(
    r"(?:test_.*|.*_tests?|tests|conftest)\.py$|.*[.-](?:test|tests|spec|bench|stories)\.[mc]?[jt]sx?$"
)
_ROOT_TEST_FILE = re.compile(r"(?:test|tests|spec|bench|benchmark|example)\.(?:py|[mc]?[jt]sx?)$")
_BUILD_FOLDERS = frozenset(["scripts", "tools", "ci", "tasks", "build_tools", "build-tools"])
_BUILD_FILE = re.compile(
    r"\..*|(?:setup|noxfile|tasks|fabfile|dodo|hatch_build|pdm_build|build)\.py$"
    r"|(?:gruntfile|gulpfile|jakefile|makefile)\.[mc]?[jt]s$"
    r"|.*[.-](?:config|conf|setup)\.[mc]?[jt]s$",
    re.IGNORECASE,
)
_RUN_BY_SYSTEM = frozenset({"init.d", "rc.d", "profile.d", "cron.d", "cron.daily"})
_TEXTS = (".txt", ".md", ".rst", ".log")
_VENDOR = frozenset(
    [
        "_vendor",
        "_vendored",
        "vendor",
        "vendored",
        "third_party",
        "thirdparty",
        "third-party",
        "3rdparty",
        "node_modules",
        "extern",
        "externals",
        "_extern",
        "_externals",
    ]
)


def role(path: str, layout: Layout) -> str:
    """What a member is there for, when nothing else tells: its place decides.

    Returns:
        "test"; "docs", which are also examples and benchmarks; "build", what only building or
        maintaining uses; or "library". A member that a start reaches runs all the same.
    """
    given = next((f for f in layout.given_folders if path.startswith(f)), "")
    folders = path[len(given) :].lower().split("/")  # where it lies, users are to look for it
    base = folders.pop()
    if folders and folders[0] in layout.titles:
        folders = folders[1:]  # a package may be called "examples"
    if _is_test(path, folders, base, layout):
        return "test"
    if (folders and folders[0] in _DOCS) or not _EXAMPLES.isdisjoint(folders):
        return "docs"
    return "build" if _is_build(path, folders, base, layout) else "library"


def is_for_users(path: str, layout: Layout) -> bool:
    """Whether a shell script that nothing is seen to run is none for the maintainers.

    It lies where users, or machines, run it, or is called a text: whoever runs that, it is no tool.
    """
    if path.lower().endswith(_TEXTS):
        return True
    folders = path.lower().split("/")[:-1]
    shipped = layout.installed or layout.npm is not None
    return not _RUN_BY_SYSTEM.isdisjoint(folders) or (shipped and folders[:1] == ["bin"])


def origin(path: str) -> tuple[str, ...]:
    """("vendored",) for what lies in a folder of bundled third-party code, else ()."""
    return () if _VENDOR.isdisjoint(path.lower().split("/")[:-1]) else ("vendored",)


def _is_test(path: str, folders: list[str], base: str, layout: Layout) -> bool:
    if _TEST_FILE.match(base) or not _TESTS.isdisjoint(folders):
        return True
    if "/" not in path:
        return bool(not layout.installed and _ROOT_TEST_FILE.match(base))
    if _ROOT_TEST_FILE.match(base) and _is_no_library(path, layout):
        return True
    if layout.installed or layout.kinds.get(path) is Kind.PYTHON:
        # django.test is a library: inside a package only what holds tests is one.
        return folders[:1] in (["spec"], ["specs"]) or any(
            path.lower().startswith(folder) for folder in layout.test_folders
        )
    return not _TEST.isdisjoint(folders)


def _is_no_library(path: str, layout: Layout) -> bool:
    """Whether a module that is called "test" is one, wherever it lies: by what it imports.

    A script is one if package.json gives others to users and not this one.
    """
    given = layout.given_files
    return path in layout.testing or (given is not None and path not in given)


def _is_build(path: str, folders: list[str], base: str, layout: Layout) -> bool:
    if layout.installed:
        return False
    if not folders and "/" not in path and _BUILD_FILE.match(base):
        return True
    if layout.npm is not None and not layout.python:
        return "scripts" in folders[:1] or folders[:1] == [".github"]
    if layout.kinds.get(path) is not Kind.PYTHON:
        return bool(folders) and (folders[0] in _BUILD_FOLDERS or folders[0].startswith("."))
    return not _ships(path, folders, layout)


def _ships(path: str, folders: list[str], layout: Layout) -> bool:
    """Whether a build would ship this Python member."""
    module, _ = module_name(path, layout)
    module = module or _holder(path, layout)
    if not module:
        return False
    known = layout.names & layout.found_names
    if known:
        return module.partition(".")[0] in known
    return not folders or folders[0] not in _BUILD_FOLDERS


def _holder(path: str, layout: Layout) -> str:
    """The package in whose folder a script lies that is no module: ``acme/my-skill/run.py``."""
    folder = path.rpartition("/")[0]
    while folder:
        package = f"{folder}/__init__.py"
        module = module_name(package, layout)[0] if package in layout.kinds else ""
        if module:
            return module
        folder = folder.rpartition("/")[0]
    return ""
