"""Generated releases have the size asked for, and each copy of a package its own name."""

from pathlib import Path

import pytest
from benchmarks import releases
from benchmarks.bench import Bench
from benchmarks.corpus import Pin
from benchmarks.packing import tarball, wheel

from tidewaiter.model.release import ArtifactKind

_INIT = b"import acme.core\n"
_CORE = b"import os\nos.system('id')\n" * 40


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """One wheel and one tarball of a thousand bytes."""
    path = tmp_path / "acme-1.0-py3-none-any.whl"
    path.write_bytes(
        wheel({"acme/__init__.py": _INIT, "acme/core.py": _CORE}, "acme-1.0.dist-info")
    )
    script = tmp_path / "acme-1.0.0.tgz"
    script.write_bytes(tarball({"index.js": b"require('fs');\n" * 60}, "package"))
    pin = Pin(
        kind=ArtifactKind.WHEEL, name="acme", version="1.0", filename=path.name, sha256="", size=0
    )
    return Bench(
        archives=((pin, path),),
        scripts=(script,),
        small=path,
        work=tmp_path,
        rounds=1,
    )


def test_each_copy_of_a_python_package_imports_its_own_modules(bench: Bench) -> None:
    made = dict(releases.python(bench, 10_000))
    assert made["acme_3/__init__.py"] == "import acme_3.core\n"
    assert 8_000 < sum(map(len, made.values())) <= 10_000


def test_the_main_script_requires_every_copy(bench: Bench) -> None:
    made = dict(releases.scripts(bench, 5_000))
    assert made["index.js"].count("require('./copy") == len(made) - 2
    assert len(set(made.values())) == len(made)
