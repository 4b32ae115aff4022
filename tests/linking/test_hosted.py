"""What the hosts of plugins run: hooks of objects that are registered, functions handed back."""

from pathlib import Path

from tests.support.inspected import told, uses_of

INFO = "Metadata-Version: 2.1\nName: acme\nVersion: 1\n"


def found(folder: Path, group: str, target: str, text: str) -> set[tuple[str, str, str | None]]:
    members = {
        "PKG-INFO": INFO,
        "acme.egg-info/entry_points.txt": f"[{group}]\nacme = {target}\n",
        "acme/__init__.py": "",
        "acme/plugin.py": text,
    }
    return told(uses_of(folder, "acme-1.tgz", members))


HOOKS = (
    "import os\nclass _Base:\n    def pytest_configure(self):\n        os.remove('a.txt')\n"
    "class _Plugin(_Base):\n    def pytest_unconfigure(self):\n        os.remove('b.txt')\n"
    "    def _other(self):\n        os.remove('c.txt')\n"
)


def test_hooks_of_an_object_that_a_hook_registers_run_in_the_host(tmp_path: Path) -> None:
    text = HOOKS + "def pytest_configure(config):\n    config.pluginmanager.register(_Plugin())\n"
    assert found(tmp_path, "pytest11", "acme.plugin", text) == {
        ("fs.delete", "plugin", "a.txt"),
        ("fs.delete", "plugin", "b.txt"),
        ("fs.delete", "call", "c.txt"),
    }


def test_hooks_of_an_object_that_nobody_registers_do_not(tmp_path: Path) -> None:
    text = HOOKS + "def pytest_configure(config):\n    config.made = _Plugin()\n"
    phases = {phase for _, phase, _ in found(tmp_path, "pytest11", "acme.plugin", text)}
    assert phases == {"call"}


def test_a_host_calls_the_function_that_it_is_handed_back(tmp_path: Path) -> None:
    text = (
        "import os\ndef make():\n    def load(path):\n        os.remove('a.txt')\n    return load\n"
    )
    assert ("fs.delete", "plugin", "a.txt") in found(tmp_path, "loaders", "acme.plugin:make", text)


def test_a_host_calls_an_object_that_only_it_can_have(tmp_path: Path) -> None:
    text = (
        "import os\nclass {0}:\n    def __call__(self):\n        os.remove('a.txt')\n"
        "def make():\n    return {0}()\n"
    )
    private = found(tmp_path, "loaders", "acme.plugin:make", text.format("_Loader"))
    public = found(tmp_path, "loaders", "acme.plugin:make", text.format("Loader"))
    assert ("fs.delete", "plugin", "a.txt") in private
    assert public == {("fs.delete", "call", "a.txt")}
