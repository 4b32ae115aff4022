"""What names, arguments and destinations mean once the catalogue is loaded."""

import pytest

from tidewaiter.catalogue import Catalogue, Reference, Unfolded, When
from tidewaiter.catalogue.entry import Value
from tidewaiter.catalogue.explain import explain
from tidewaiter.model.changes import Severity
from tidewaiter.model.phase import Phase


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("_io.open", "io.open"),
        ("posix.system", "os.system"),
        ("urllib2.urlopen", "urllib.request.urlopen"),
        ("requests.packages.urllib3.PoolManager", "urllib3.PoolManager"),
        ("ssl.SSLSocket.connect", "socket.socket.connect"),
        ("pathlib.PosixPath.write_text", "pathlib.Path.write_text"),
        ("botocore.client.BaseClient.get_object", "botocore.client.BaseClient.*"),
        ("json.loads", None),
        ("", None),
    ],
)
def test_a_python_name_finds_its_entry(catalogue: Catalogue, name: str, entry: str | None) -> None:
    found = catalogue.python.lookup(name)
    assert (entry in found.names) if found else entry is None


@pytest.mark.parametrize(
    ("mentioned", "opened"),
    [
        ("redis Redis", True),
        ("redis from_url", True),  # which gives one
        ("boto3 client", True),
        ("six moves xmlrpc_client ServerProxy", True),  # another spelling of it
        ("slack", False),
        ("six string_types", False),
        ("azure core exceptions", False),
    ],
)
def test_any_method_counts_only_where_texts_spell_whose_it_is(
    catalogue: Catalogue, mentioned: str, opened: bool
) -> None:
    assert catalogue.python.opened_by(set(mentioned.split())) is opened


def test_a_method_of_its_own_wins_over_the_wildcard(catalogue: Catalogue) -> None:
    own = catalogue.python.lookup("botocore.client.BaseClient.get_paginator")
    assert own and own.capability == ""


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("globalThis.window.self.fetch", "globalThis.fetch"),
        ("fs/promises.readFile", "fs.promises.readFile"),
        ("globalThis.process.env", "process.env"),
        ("fs-extra.readFile", "fs.readFile"),
        ("lodash.map", "lodash.map"),
    ],
)
def test_other_spellings_of_a_javascript_name(
    catalogue: Catalogue, name: str, canonical: str
) -> None:
    assert catalogue.javascript.canonical(name) == canonical


def test_a_name_means_different_things_by_what_is_done_with_it(catalogue: Catalogue) -> None:
    entries = {on: catalogue.python.lookup("os.environ", on) for on in ("call", "read", "assign")}
    assert entries["call"] is None
    assert entries["read"] and entries["read"].capability == "env.enumerate"
    assert entries["assign"] and entries["assign"].capability == "env.write"


@pytest.mark.parametrize(
    ("name", "value", "capability"),
    [
        ("builtins.open", Unfolded.ABSENT, "fs.read"),
        ("builtins.open", "rb", "fs.read"),
        ("builtins.open", "r+", "fs.write"),
        ("builtins.open", Unfolded.UNKNOWN, "fs.write"),
        ("subprocess.run", Unfolded.ABSENT, "process.spawn"),
        ("subprocess.run", False, "process.spawn"),
        ("subprocess.run", 1, "process.shell"),
        ("subprocess.run", Unfolded.UNKNOWN, "process.shell"),
        ("time.sleep", 61, "time.delay"),
        ("time.sleep", 60, ""),
        ("time.sleep", Unfolded.UNKNOWN, ""),
        ("yaml.load", Unfolded.ABSENT, "code.deserialize"),
        ("yaml.load", Reference("yaml.SafeLoader"), ""),
        ("yaml.load", Reference("yaml.Loader"), "code.deserialize"),
        ("yaml.load", Unfolded.UNKNOWN, "code.deserialize"),
        ("importlib.import_module", "json", ""),
        ("importlib.import_module", Unfolded.UNKNOWN, "code.load"),
        ("socket.socket", Reference("socket.SOCK_RAW"), "net.raw"),
        ("socket.socket", Unfolded.UNKNOWN, ""),
    ],
)
def test_an_argument_decides_and_an_unknown_one_takes_the_more_telling_id(
    catalogue: Catalogue, name: str, value: Value, capability: str
) -> None:
    found = catalogue.python.lookup(name)
    assert found
    assert catalogue.capability(found, lambda _: value) == capability


@pytest.mark.parametrize(
    ("value", "capability"),
    [("run()", "code.eval"), (Unfolded.TEXT, "code.eval"), (Unfolded.UNKNOWN, "")],
)
def test_a_timer_runs_text_only_when_it_surely_is_text(
    catalogue: Catalogue, value: Value, capability: str
) -> None:
    timer = catalogue.javascript.lookup("globalThis.setTimeout")
    assert timer

    def look(when: When) -> Value:
        return value if when.position == 0 else Unfolded.ABSENT

    assert catalogue.capability(timer, look) == capability


def test_every_refinement_fits_its_examples_and_spares_its_look_alikes(
    catalogue: Catalogue,
) -> None:
    for row in catalogue.refinements:
        for source in row.sources:
            for kind in row.kinds:
                told = {d: catalogue.refine(source, kind, d) for d in row.example}
                assert told == dict.fromkeys(row.example, row.to)
                told = {d: catalogue.refine(source, kind, d) for d in row.look_alike}
                assert told == dict.fromkeys(row.look_alike, source)


def test_a_destination_of_any_length_is_answered_at_once(catalogue: Catalogue) -> None:
    for row in catalogue.refinements:
        for text in ("/" * 1_000_000, "a." * 500_000, "_" * 1_000_000):
            catalogue.refine(row.sources[0], row.kinds[0], text)


def test_the_closure_holds_the_id_and_all_that_it_implies(catalogue: Catalogue) -> None:
    assert catalogue.implies_closure("secrets.cloud") == {"secrets.cloud", "net.connect"}
    assert catalogue.implies_closure("fs.read") == {"fs.read"}
    with pytest.raises(KeyError):
        catalogue.implies_closure("net.fly")


def test_what_implies_another_is_more_telling(catalogue: Catalogue) -> None:
    for id in catalogue.capabilities:
        assert catalogue.most_telling(["", *catalogue.implies_closure(id)]) == id


def test_an_explanation_names_what_leads_to_a_capability(catalogue: Catalogue) -> None:
    told = explain(catalogue, "secrets.cloud")
    assert told.implies == ("net.connect",)
    assert [source for source, _ in told.refined_from] == ["net.connect"]
    told = explain(catalogue, "process.shell")
    assert ("javascript", "child_process") in {(r.language, r.library) for r in told.recognised}
    assert "process.shell" in explain(catalogue, "process.spawn").implied_by


def test_a_page_says_how_much_a_new_capability_matters_and_why(catalogue: Catalogue) -> None:
    told = [(row.severity, phases) for row, phases in explain(catalogue, "net.connect").severities]
    assert told[0] == (Severity.CRITICAL, (Phase.INSTALL, Phase.STARTUP))
    assert told[-1] == (Severity.INFO, (Phase.BUILD,))
    assert all(row.reason for row, _ in explain(catalogue, "fs.read").severities)
