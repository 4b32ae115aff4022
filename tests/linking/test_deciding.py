"""Which branches are not taken: by the release's package.json, a call's arguments, one platform."""

from pathlib import Path

from tests.support.inspected import uses_of

PACKAGE = """{"name": "p", "version": "1.0.0", "main": "index.js",
 "info": {"stable": true, "commit": "abc"}}"""
REQUIRES = 'const fs = require("fs"), path = require("path"), os = require("os");\n'


def touched(folder: Path, script: str, **more: str) -> set[tuple[str, str | None]]:
    """By entry what is deleted."""
    members = {"package.json": PACKAGE, "index.js": REQUIRES + script}
    members |= {f"{name}.js": text for name, text in more.items()}
    uses = uses_of(folder, "p-1.0.0.tgz", members)
    return {(use.entry, use.destination) for use in uses if use.capability == "fs.delete"}


# its own package.json


def test_fields_of_its_own_package_json_are_constants(tmp_path: Path) -> None:
    script = """
    const pkg = require("./package.json"), { version } = require("./package");
    exports.a = () => fs.unlinkSync(`/tmp/${pkg.name}-${version}`);
    exports.b = () => fs.unlinkSync(pkg.info.commit.slice(0, 2));
    """
    assert touched(tmp_path, script) == {("p.a()", "/tmp/p-1.0.0"), ("p.b()", "ab")}


def test_they_decide_what_a_name_gets_and_a_function_gives(tmp_path: Path) -> None:
    script = """
    const pkg = require("./package.json");
    let name = "stable";
    if (pkg.info && !pkg.info.stable) name = "beta";
    const folder = () => { if (!pkg.info.stable) { return "b"; } return "s"; };
    const other = () => { if (pkg.info.stable) { return "s"; } else { return "b"; } };
    exports.a = () => fs.unlinkSync(name);
    exports.b = () => fs.unlinkSync(folder());
    exports.c = () => fs.unlinkSync(other());
    """
    found = touched(tmp_path, script)
    assert found == {("p.a()", "stable"), ("p.b()", "s"), ("p.c()", "s")}


def test_what_such_a_branch_does_is_told_all_the_same(tmp_path: Path) -> None:
    script = """
    const pkg = require("./package.json");
    if (!pkg.info.stable) fs.unlinkSync("a");
    """
    assert touched(tmp_path, script) == {("import p", "a")}


def test_a_field_that_a_script_assigns_decides_nothing(tmp_path: Path) -> None:
    script = """
    const pkg = require("./package.json");
    require("./other");
    let name = "stable";
    if (!pkg.info.stable) name = "beta";
    fs.unlinkSync(name);
    """
    for change in ("info.stable = false", 'info["stable"] = 0', "delete info.stable"):
        other = f'const {{ info }} = require("./package.json"); {change};'
        found = touched(tmp_path, script, other=other)
        assert found == {("import p", "stable"), ("import p", "beta")}, change


def test_a_test_of_more_than_a_field_decides_nothing(tmp_path: Path) -> None:
    for test in ("!pkg.info.stable || x", "!(pkg.info.stable && x)", "x ? !pkg.info.stable : y"):
        script = f"""
        const pkg = require("./package.json");
        let name = "stable";
        if ({test}) name = "beta";
        fs.unlinkSync(name);
        """
        assert touched(tmp_path, script) == {("import p", "stable"), ("import p", "beta")}, test


# arguments

DEFAULT = """
const remove = (name = "a", folder = "f") => fs.unlinkSync(`${folder}/${name}`);
"""


def test_a_default_is_only_what_a_call_leaves_out(tmp_path: Path) -> None:
    script = f"""{DEFAULT}
    exports.a = () => remove("b");
    exports.b = () => remove(undefined, "g");
    exports.c = () => remove();
    exports.d = (...all) => remove(...all);
    """
    found = touched(tmp_path, script)
    assert {name for entry, name in found if entry == "p.a()"} == {"f/b"}
    assert {name for entry, name in found if entry == "p.c()"} == {"f/a"}
    assert ("p.b()", "g/a") in found
    assert {name for entry, name in found if entry == "p.d()"} == {"f/{…}", "{…}/a", "{…}"}


def test_of_an_argument_that_may_be_anything_the_default_stays(tmp_path: Path) -> None:
    script = 'exports.a = (name = "a") => fs.unlinkSync(`t/${name}`);'
    assert touched(tmp_path, script) == {("p.a()", "t/a"), ("p.a()", "t/{…}")}


CACHE = """
class Cache {
  constructor(folder = "f") { this.folder = folder; }
  clear() { fs.unlinkSync(path.join(this.folder, "a")); }
}
"""


def test_a_class_that_is_only_made_without_arguments_has_its_defaults(tmp_path: Path) -> None:
    script = CACHE + "const cache = new Cache(); exports.clear = () => cache.clear();"
    assert touched(tmp_path, script) == {("p.clear()", "f/a")}


def test_a_base_outside_that_is_not_known_to_have_it_adds_nothing(tmp_path: Path) -> None:
    script = CACHE.replace("class Cache", "class Cache extends Map").replace(
        ") {", ") { super();", 1
    )
    script += "const cache = new Cache(); exports.clear = () => cache.clear();"
    assert touched(tmp_path, script) == {("p.clear()", "f/a")}


def test_what_else_is_done_with_a_class_may_give_it_anything(tmp_path: Path) -> None:
    for more in (
        "exports.Cache = Cache;",
        "exports.make = (folder) => new Cache(folder);",
        "exports.make = () => cache.constructor;",
        "class More extends Cache {} exports.More = More;",
    ):
        script = f"{CACHE} const cache = new Cache(); exports.clear = () => cache.clear(); {more}"
        assert {name for _, name in touched(tmp_path, script)} >= {"f/a", "{…}/a"}, more


# fields


def test_a_field_that_a_test_asks_for_has_only_what_passes_it(tmp_path: Path) -> None:
    script = """
    class Client {
      constructor({ folder = "t/" } = {}) {
        this.folder = folder;
        if (!this.folder.endsWith("/")) this.folder += "/";
      }
      clear() { fs.unlinkSync(`${this.folder}a`); }
    }
    exports.Client = Client;
    """
    assert {name for _, name in touched(tmp_path, script)} == {"t/a", "{…}/a", "{…}a"}
    changed = script.replace("this.folder +=", "this.fix(), this.folder +=")
    assert "t//a" in {name for _, name in touched(tmp_path, changed)}


def test_what_an_object_was_made_with_is_gone_once_it_is_given_anew(tmp_path: Path) -> None:
    script = """
    exports.a = () => {
      let made = { name: "a" };
      made.name = "b";
      if (process.argv[2]) made = { ...made, more: 1 };
      fs.unlinkSync(made.name);
    };
    exports.c = (test) => {
      const made = { name: "c" };
      if (test) made.name = "d";
      fs.unlinkSync(made.name);
    };
    """
    assert touched(tmp_path, script) == {("p.a()", "b"), ("p.c()", "c"), ("p.c()", "d")}


OPTIONS = """
const _ = require("lodash"), pkg = require("./package.json");
const parsed = (given) => {
  given = _.pick(given, "force", "group");
  if (given.force) given = _.omit(given, "force");
  const clean = Object.assign({}, given);
  for (const name of ["group", "id"]) clean[name] = `${given[name]}`;
  return clean;
};
const version = (folder, { info }) => {
  if (info && !info.stable) return `${folder}/beta`;
  return `${folder}/stable`;
};
const start = (folder, options = {}) => {
  _.defaults(options, { force: false, info: pkg.info });
  fs.unlinkSync(version(folder, { info: options.info }));
};
"""


def test_options_that_are_picked_by_name_have_no_others(tmp_path: Path) -> None:
    script = OPTIONS + 'exports.a = (options) => start("a", parsed(options));'
    assert touched(tmp_path, script) == {("p.a()", "a/stable")}
    script = script.replace('["group", "id"]', '["group", "info"]')
    assert ("p.a()", "a/beta") in touched(tmp_path, script)
    script = OPTIONS + 'exports.a = (options) => start("a", options);'
    assert ("p.a()", "a/beta") in touched(tmp_path, script)


# what a function makes of an argument

BY_KIND = """
const PICTURES = [".jpg", ".png"];
const kindOf = (name) => {
  const text = name;
  if (PICTURES.some((end) => { const lower = text.toLowerCase(); return lower.endsWith(end); })) {
    return "picture";
  }
  if (["/", "("].some((start) => text.startsWith(start))) return "place";
  return "other";
};
const remove = (name) => {
  switch (kindOf(name)) {
    case "place": return null;
    case "picture": { fs.unlinkSync(name); break; }
  }
};
"""


def test_a_case_runs_for_what_its_subject_may_be_of(tmp_path: Path) -> None:
    calls = {
        "a": '() => remove("//b")',
        "b": '() => remove("c.txt")',
        "c": '() => remove("d.JPG")',
        "d": "(folder) => remove(`${folder}/e.png`)",
        "e": '(name) => remove(`${name}")]`)',
        "f": "(name) => remove(name)",
    }
    script = BY_KIND + "".join(f"exports.{name} = {call};\n" for name, call in calls.items())
    found = touched(tmp_path, script)
    assert found == {("p.c()", "d.JPG"), ("p.d()", "{…}/e.png"), ("p.f()", "{…}")}
    script = BY_KIND + 'exports.a = (test) => remove(test ? "//b" : `${test}/c.jpg`);'
    assert touched(tmp_path, script) == {("p.a()", "{…}/c.jpg")}


def test_of_a_list_that_is_not_all_texts_nothing_is_decided(tmp_path: Path) -> None:
    for change in ('[".jpg", ENDING]', "endings()", '[".jpg"]; PICTURES = ENDINGS'):
        script = BY_KIND.replace('[".jpg", ".png"]', change).replace("const PICT", "let PICT")
        assert touched(tmp_path, script + 'exports.a = () => remove("c.txt");'), change


# functions that call themselves


def test_what_a_function_hands_itself_again_is_nothing_new(tmp_path: Path) -> None:
    script = """
    const get = ({ url, place, left = 3 }) => new Promise((resolve) => {
      fs.unlinkSync(place);
      fetch(url).then((got) => get({ url: got.headers.next, place, left: left - 1 }).then(resolve));
    });
    exports.a = (folder) => get({ url: "https://a.example", place: path.join(folder, "a") });
    """
    assert touched(tmp_path, script) == {("p.a()", "{…}/a")}
    other = script.replace("next, place,", "next, place: got.place,")
    assert touched(tmp_path, other) == {("p.a()", "{…}/a"), ("p.a()", "{…}")}


# platforms

PLATFORMS = """
const folder = () => {
  const platform = os.platform();
  switch (platform) {
    case "darwin": return "p.app";
    case "linux": case "win32": return "p";
    default: throw new Error(platform);
  }
};
const file = () => {
  if (process.platform === "darwin") return "Contents/p";
  return "p.bin";
};
const ending = () => {
  switch (process.platform) { case "darwin": return "d"; default: return "e"; }
};
"""


def test_what_one_platform_gives_is_not_combined_with_what_another_does(tmp_path: Path) -> None:
    script = f"""{PLATFORMS}
    const remove = (where) => fs.unlinkSync(path.join(where, ending()));
    let name = "x";
    if (os.platform() !== "darwin") name = "y";
    exports.a = () => fs.unlinkSync(path.join(folder(), file()));
    exports.b = () => remove(file());
    exports.c = () => fs.unlinkSync(`${{folder()}}-${{name}}`);
    """
    assert touched(tmp_path, script) == {
        ("p.a()", "p.app/Contents/p"),
        ("p.a()", "p/p.bin"),
        ("p.b()", "Contents/p/d"),
        ("p.b()", "p.bin/e"),
        ("p.c()", "p.app-x"),
        ("p.c()", "p-y"),
    }


def test_a_case_that_falls_into_the_default_leaves_both(tmp_path: Path) -> None:
    script = """
    let name = "x";
    switch (process.platform) {
      case "darwin": name = "d"; break;
      case "linux":
      default: name = "e";
    }
    const last = () => { if (process.platform === "linux") return "l"; return "m"; };
    exports.a = () => fs.unlinkSync(`${name}-${last()}`);
    """
    names = {name for _, name in touched(tmp_path, script)}
    assert {"d-m", "e-l", "e-m"} <= names
    assert names.isdisjoint({"d-l", "x-l"})


def test_another_platform_is_none_that_chooses(tmp_path: Path) -> None:
    script = """
    const os = { platform: () => "linux" };
    const a = () => { if (os.platform() === "linux") return "l"; return "m"; };
    const b = () => { if (os.platform() === "linux") return "l"; return "m"; };
    exports.a = () => fs.unlinkSync(`${a()}-${b()}`);
    """.replace("const os", "const own").replace("os.platform", "own.platform")
    names = {name for _, name in touched(tmp_path, script)}
    assert names == {"l-l", "l-m", "m-l", "m-m"}


def test_a_system_that_goes_by_the_name_of_another_is_one_platform(tmp_path: Path) -> None:
    script = """
    exports.open = (args) => {
      var platform = process.platform;
      if (platform === "linux" && os.release().indexOf("Microsoft") !== -1) platform = "win32";
      var folder;
      switch (platform) {
        case "win32": { folder = "w"; break; }
        default: { folder = "x"; }
      }
      var name = "a";
      if (platform === "win32") name = "b";
      fs.unlinkSync(folder + name);
    };
    """
    assert touched(tmp_path, script) == {("p.open()", "wb"), ("p.open()", "xa")}


def test_a_value_is_compared_with_what_a_name_always_stands_for(tmp_path: Path) -> None:
    text = """
import os
from .words import NONE
KEPT = str("b")

def _drop(name):
    if name == KEPT:
        return
    elif name == NONE:
        return
    else:
        os.remove(name)

def main():
    _drop("a")
    _drop("b")
    _drop("c")
"""
    members = {"p/__init__.py": text, "p/words.py": "NONE = 'c'\n"}
    uses = uses_of(tmp_path, "p-1.tar.gz", {"PKG-INFO": "Name: p\nVersion: 1\n", **members})
    assert {use.destination for use in uses} == {"a"}


def test_a_name_that_is_bound_anew_is_no_constant(tmp_path: Path) -> None:
    text = """
import os
KEPT = "b"

def keep(name):
    global KEPT
    KEPT = name

def _drop(name):
    if name == KEPT:
        return
    else:
        os.remove(name)

def main():
    _drop("a")
    _drop("b")
"""
    members = {"PKG-INFO": "Name: p\nVersion: 1\n", "p/__init__.py": text}
    uses = uses_of(tmp_path, "p-1.tar.gz", members)
    assert {use.destination for use in uses} == {"a", "b"}


def test_a_list_that_grows_by_spreads_is_told_without_all_that_it_may_be(tmp_path: Path) -> None:
    longer = [
        f"const l{n} = x.a{n} ? [...l{n - 1}, 'a{n}'] : [...l{n - 1}, 'b{n}', ...l{n - 1}];"
        for n in range(1, 24)
    ]
    text = "\n".join(
        [
            'const cp = require("child_process");',
            "exports.run = (x) => {",
            "const l0 = x.a ? ['a'] : ['b'];",
            *longer,
            'cp.spawn("npm", l23);',
            "};",
        ]
    )
    members = {"package.json": '{"name": "p", "version": "1.0.0"}', "index.js": text}
    uses = uses_of(tmp_path, "p-1.0.0.tgz", members)
    assert {use.capability for use in uses} == {"process.spawn"}


def test_a_name_that_a_function_may_leave_unbound_is_not_decided(tmp_path: Path) -> None:
    script = """
    const name = "c";
    function pick(flag) {
      let name;
      if (flag) name = "a"; else if (process.argv[2]) name = "b";
      if (flag) return "d";
      return name;
    }
    exports.a = () => fs.unlinkSync(pick());
    """
    assert ("p.a()", "b") in touched(tmp_path, script)
