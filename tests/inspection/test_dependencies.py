"""What a manifest requires is a package with a range, however it is worded."""

import pytest

from tidewaiter.inspection.dependencies import dependencies
from tidewaiter.model.release import Dependency
from tidewaiter.reading.manifests.requirements import npm_requirement, python_requirement


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("requests>=2,<3", Dependency("pkg:pypi/requests", "<3,>=2", "runtime")),
        ("Foo_Bar[x] ; extra == 'y'", Dependency("pkg:pypi/foo-bar", "", "optional")),
        ("a @ file:///tmp/a.whl", Dependency("pkg:pypi/a", "@ file:///tmp/a.whl", "runtime")),
        ("old (>= 1, or so)", Dependency("pkg:pypi/old", "(>= 1, or so)", "runtime")),
        ("a" * 9_000, Dependency("pkg:pypi/" + "a" * 5_000, "", "runtime")),
    ],
)
def test_a_specifier_of_python(line: str, found: Dependency) -> None:
    assert dependencies([python_requirement(line, "runtime")]) == (found,)


def test_a_range_beside_a_name() -> None:
    found = dependencies([python_requirement("rich", "dev", "^13")])
    assert found == (Dependency("pkg:pypi/rich", "^13", "dev"),)


@pytest.mark.parametrize(
    ("name", "wanted", "found"),
    [
        ("@acme/core", "^1", Dependency("pkg:npm/%40acme/core", "^1", "runtime")),
        ("mine", "npm:@acme/core@2", Dependency("pkg:npm/%40acme/core", "2", "runtime")),
        ("mine", "npm:other", Dependency("pkg:npm/other", "*", "runtime")),
    ],
)
def test_a_row_of_npm(name: str, wanted: str, found: Dependency) -> None:
    assert dependencies([npm_requirement(name, wanted, "runtime")]) == (found,)


def test_what_names_no_package_is_left_out() -> None:
    odd = [npm_requirement("@/", "1", "runtime"), python_requirement("==1", "runtime")]
    assert dependencies(odd) == ()
