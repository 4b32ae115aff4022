"""A release of PyPI is what the user's pip would choose, found where their pip would look."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.sources.conftest import Client
from tests.sources.loopback import Answer, Server, basic, file, moved, project
from tests.support.artifacts import sdist, wheel

from tidewaiter.model.outcome import FailureKind, TargetFailed, UsageError

Tell = Callable[..., None]
SECRET = "s3cr3t-of-the-user"

each_form = pytest.mark.parametrize("form", ["json", "html"])


@pytest.fixture
def index(server: Server, tell: Tell) -> Server:
    tell(PIP_INDEX_URL=f"{server.url}/simple", PIP_RETRIES="0")
    return server


def wheel_of(version: str, tags: str = "py3-none-any") -> str:
    return f"acme-{version}-{tags}.whl"


def failure(client: Client, target: str, **settings: object) -> tuple[FailureKind, str]:
    """The kind of failure and all that a person is told."""
    with pytest.raises(TargetFailed) as caught:
        client.fetch(target, **settings)
    told = caught.value.failure
    assert told.message.startswith(target)
    assert told.hint.endswith(".")
    assert SECRET not in told.message + told.hint + repr(caught.value)
    return told.kind, f"{told.message} {told.hint}"


@each_form
def test_the_newest_is_stable_not_yanked_and_fits_this_python(
    index: Server, client: Client, form: str
) -> None:
    files = [
        file(wheel_of("1.9"), b""),
        file(wheel_of("1.10"), b""),
        file(wheel_of("2.0rc1"), b""),
        file(wheel_of("3.0"), b"", yanked=True),
        file(wheel_of("4.0"), b"", **{"requires-python": ">=99"}),
        file("acme-5.0-py3-none-any.exe", b""),
        file("acme-garden-6.0.tar.gz", b""),
    ]
    project(index, "acme", files, form)

    resolved = client.resolve("pypi:acme")

    assert resolved.release.purl == "pkg:pypi/acme@1.10"
    assert [one.filename for one in resolved.artifacts] == [wheel_of("1.10")]


@each_form
@pytest.mark.parametrize("version", ["2.0rc1", "3.0", "4.0"])
def test_an_exact_version_is_taken_whatever_speaks_against_it(
    index: Server, client: Client, form: str, version: str
) -> None:
    files = [
        file(wheel_of("1.0"), b""),
        file(wheel_of("2.0rc1"), b""),
        file(wheel_of("3.0"), b"", yanked=True),
        file(wheel_of("4.0"), b"", **{"requires-python": ">=99"}),
    ]
    project(index, "acme", files, form)
    assert client.resolve(f"pypi:acme@{version}").release.version == version


@pytest.mark.parametrize(
    ("version", "before"),
    [
        ("@1.10", "1.9"),
        ("", "1.10"),
        ("@1.9.post1", "1.9"),
        ("@2.0rc1", "1.10"),
        ("@0.5", "0.4rc1"),
    ],
)
def test_the_release_before_is_stable_not_yanked_and_older(
    index: Server, client: Client, version: str, before: str
) -> None:
    versions = ["0.4rc1", "0.5", "1.8", "1.9", "1.10", "2.0rc1", "2.0"]
    days = {version: day for day, version in enumerate([*versions, "1.9.post1"], 1)}
    files = [
        file(wheel_of(v), b"", **{"upload-time": f"2024-05-{day:02}T00:00:00Z"})
        for v, day in days.items()
    ]
    late = {"upload-time": "2024-06-01T00:00:00Z"}
    files.append(file(wheel_of("1.9.1"), b"", yanked=True, **late))
    project(index, "acme", files, "json")
    assert client.before(f"pypi:acme{version}") == before


def test_the_first_release_has_none_before_it(index: Server, client: Client) -> None:
    project(index, "acme", [file(wheel_of("1.0"), b"")], "json")
    with pytest.raises(TargetFailed, match="no version before"):
        client.before("pypi:acme@1.0")


def test_a_prerelease_is_taken_when_there_is_nothing_else(index: Server, client: Client) -> None:
    project(index, "acme", [file(wheel_of("1.0a1"), b""), file(wheel_of("1.0a2"), b"")], "json")
    assert client.resolve("pypi:acme").release.version == "1.0a2"


def test_the_sdist_and_the_best_wheel_are_inspected_and_the_rest_is_listed(
    index: Server, client: Client
) -> None:
    names = [
        "acme-1.0-cp27-cp27m-win32.whl",
        wheel_of("1.0"),
        wheel_of("1.0", "2-py3-none-any"),
        "acme-1.0.tar.gz",
    ]
    times = {"upload-time": "2024-05-06T07:08:09.123456Z", "size": 7}
    project(index, "acme", [file(name, b"", **times) for name in names], "json")

    resolved = client.resolve("pypi:acme")
    everything = client.resolve("pypi:acme", all_artifacts=True)

    chosen = [one.filename for one in resolved.artifacts if one.inspected]
    assert chosen == [wheel_of("1.0", "2-py3-none-any"), "acme-1.0.tar.gz"]
    assert sorted(names) == [one.filename for one in resolved.artifacts]
    assert resolved.release.published == "2024-05-06T07:08:09Z"
    assert all(one.inspected for one in everything.artifacts)


def test_names_are_asked_for_in_their_normal_form(index: Server, client: Client) -> None:
    project(index, "acme-tools", [file("acme_tools-1.0.tar.gz", b"")], "json")
    assert client.resolve("pypi:Acme._Tools").release.name == "acme-tools"


@each_form
def test_addresses_on_a_moved_page_are_seen_from_where_it_moved_to(
    index: Server, other: Server, client: Client, form: str
) -> None:
    data = sdist("acme", "1.0")
    index.put("/simple/acme/", moved(f"{other.url}/simple/acme/"))
    project(other, "acme", [file("acme-1.0.tar.gz", data, "../../acme-1.0.tar.gz")], form)
    other.put("/acme-1.0.tar.gz", Answer(data))
    (artifact,) = client.fetch("pypi:acme").artifacts
    assert artifact.path is not None
    assert artifact.path.read_bytes() == data


def test_credentials_of_the_index_address_are_sent_to_it(
    server: Server, client: Client, tell: Tell
) -> None:
    data = sdist("acme", "1.0")
    server.password = basic("user@home", SECRET)
    project(server, "acme", [file("acme-1.0.tar.gz", data)], "json")
    server.put("/files/acme-1.0.tar.gz", Answer(data))
    tell(PIP_INDEX_URL=f"http://user%40home:{SECRET}@127.0.0.1:{server.port}/simple/")

    assert client.fetch("pypi:acme").release.version == "1.0"
    assert len(server.asked) == 2


def test_credentials_of_the_netrc_are_sent_to_its_machine(
    index: Server, client: Client, home: Path
) -> None:
    index.password = basic("someone", SECRET)
    project(index, "acme", [file("acme-1.0.tar.gz", b"")], "json")
    netrc = home / (".netrc" if os.name == "posix" else "_netrc")
    netrc.write_text(f"machine 127.0.0.1\nlogin someone\npassword {SECRET}\n")
    netrc.chmod(0o600)
    assert client.resolve("pypi:acme").release.version == "1.0"


@pytest.mark.parametrize("user", ["", f"user:not-{SECRET}@"])
def test_a_refusal_says_so_without_the_credentials(
    server: Server, client: Client, tell: Tell, user: str
) -> None:
    server.password = basic("user", SECRET)
    tell(PIP_INDEX_URL=f"http://{user}127.0.0.1:{server.port}/simple")
    kind, told = failure(client, "pypi:acme")
    assert kind is FailureKind.AUTHENTICATION
    assert "127.0.0.1 refused access (HTTP 401)" in told
    assert len(server.asked) == 1


def test_credentials_stay_with_their_host(
    server: Server, other: Server, client: Client, tell: Tell
) -> None:
    """Neither an address on the page nor a redirect takes them elsewhere."""
    data = sdist("acme", "1.0")
    server.password = basic("user", SECRET)
    files = [
        file("acme-1.0.tar.gz", data, f"{other.url}/elsewhere"),
        file(wheel_of("1.0"), wheel("acme", "1.0")),
    ]
    project(server, "acme", files, "json")
    server.put(f"/files/{wheel_of('1.0')}", moved(f"{other.other_name}/moved"))
    other.put("/elsewhere", Answer(data))
    other.put("/moved", Answer(wheel("acme", "1.0")))
    tell(PIP_INDEX_URL=f"http://user:{SECRET}@127.0.0.1:{server.port}/simple")

    client.fetch("pypi:acme")

    assert sorted(other.paths()) == ["/elsewhere", "/moved"]
    assert other.authorizations() == [None, None]


def test_credentials_do_not_follow_a_moved_page(
    server: Server, other: Server, client: Client, tell: Tell
) -> None:
    server.password = basic("user", SECRET)
    server.put("/simple/acme/", moved(f"{other.other_name}/simple/acme/"))
    project(other, "acme", [file("acme-1.0.tar.gz", b"")], "json")
    tell(PIP_INDEX_URL=f"http://user:{SECRET}@127.0.0.1:{server.port}/simple")
    client.resolve("pypi:acme")
    assert other.authorizations() == [None]


def test_credentials_of_one_index_are_not_for_the_other(
    server: Server, other: Server, client: Client, tell: Tell
) -> None:
    project(other, "acme", [file("acme-1.0.tar.gz", b"")], "json")
    tell(
        PIP_INDEX_URL=f"http://user:{SECRET}@127.0.0.1:{server.port}/simple",
        PIP_EXTRA_INDEX_URL=f"{other.url}/simple",
    )
    client.resolve("pypi:acme")
    assert server.authorizations() == [basic("user", SECRET)]
    assert other.authorizations() == [None]


def write_pip_conf(home: Path, text: str) -> None:
    folder = home / ("pip" if os.name == "nt" else ".pip")
    folder.mkdir()
    # What the machine's own files may say is said again, so that it does not count.
    defaults = "[global]\nfind-links =\nextra-index-url =\ncert =\nproxy =\nretries = 0\n"
    (folder / ("pip.ini" if os.name == "nt" else "pip.conf")).write_text(defaults + text)


def test_all_indexes_of_pip_conf_are_asked_and_the_first_to_list_a_file_wins(
    server: Server, other: Server, client: Client, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PIP_CONFIG_FILE")
    write_pip_conf(
        home,
        f"[install]\nindex_url = {server.url}/simple\nextra-index-url =\n  {other.url}/simple\n",
    )
    project(server, "acme", [file(wheel_of("1.0"), b"first")], "json")
    project(other, "acme", [file(wheel_of("1.0"), b"second"), file(wheel_of("0.9"), b"")], "json")

    (same,) = client.resolve("pypi:acme").artifacts
    (older,) = client.resolve("pypi:acme@0.9").artifacts

    assert same.url.startswith(server.url)
    assert older.url.startswith(other.url)


def test_variables_win_over_pip_conf(
    server: Server, other: Server, client: Client, home: Path, tell: Tell, tmp_path: Path
) -> None:
    config = tmp_path / "named.conf"
    config.write_text(
        f"[global]\nindex-url = {other.url}/simple\nextra-index-url =\nfind-links =\n"
    )
    tell(PIP_CONFIG_FILE=str(config), PIP_INDEX_URL=f"{server.url}/simple")
    project(server, "acme", [file(wheel_of("1.0"), b"")], "json")
    client.resolve("pypi:acme")
    assert (len(server.asked), len(other.asked)) == (1, 0)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("no section here", "is no pip configuration"),
        ("[global]\ntimeout = soon\nextra-index-url =\nfind-links =", "timeout is no number"),
    ],
)
def test_a_pip_conf_that_cannot_be_understood_is_named(
    client: Client, tell: Tell, tmp_path: Path, text: str, sentence: str
) -> None:
    (tmp_path / "named.conf").write_text(text)
    tell(PIP_CONFIG_FILE=str(tmp_path / "named.conf"))
    with pytest.raises(UsageError, match=sentence):
        client.resolve("pypi:acme")


def test_find_links_are_looked_into_beside_the_index(
    index: Server, client: Client, tell: Tell, tmp_path: Path
) -> None:
    """A folder, and a page whose texts are shortened as servers do."""
    newest = wheel("acme", "3.0")
    (tmp_path / wheel_of("3.0")).write_bytes(newest)
    (tmp_path / "notes.txt").write_text("no release")
    page = f'<a href="{wheel_of("2.0")}">acme-2.0-py3..&gt;</a>'.encode()
    index.put("/links/", Answer(page, headers={"Content-Type": "text/html"}))
    project(index, "acme", [file(wheel_of("1.0"), b"")], "json")
    tell(PIP_FIND_LINKS=f"{tmp_path} {index.url}/links/")

    assert client.fetch("pypi:acme").artifacts[0].sha256
    assert (
        client.resolve("pypi:acme@2.0").artifacts[0].url == f"{index.url}/links/{wheel_of('2.0')}"
    )
    assert client.resolve("pypi:acme@1.0").release.version == "1.0"


def test_no_index_leaves_find_links_alone(
    index: Server, client: Client, tell: Tell, tmp_path: Path
) -> None:
    (tmp_path / wheel_of("1.0")).write_bytes(wheel("acme", "1.0"))
    tell(PIP_NO_INDEX="1", PIP_FIND_LINKS=tmp_path.as_uri())
    assert client.fetch("pypi:acme").release.version == "1.0"
    assert failure(client, "pypi:nothing")[0] is FailureKind.NOT_FOUND
    assert index.asked == []


def test_an_index_in_a_folder_is_read(client: Client, tell: Tell, tmp_path: Path) -> None:
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / wheel_of("1.0")).write_bytes(wheel("acme", "1.0"))
    (tmp_path / "acme" / "index.html").write_text(f'<a href="{wheel_of("1.0")}">it</a>')
    tell(PIP_INDEX_URL=tmp_path.as_uri())
    assert client.fetch("pypi:acme").release.version == "1.0"


@each_form
def test_a_page_of_the_network_cannot_name_files_of_this_machine(
    index: Server, client: Client, form: str, tmp_path: Path
) -> None:
    (tmp_path / wheel_of("1.0")).write_bytes(wheel("acme", "1.0"))
    local = (tmp_path / wheel_of("1.0")).as_uri()
    project(index, "acme", [file(wheel_of("1.0"), wheel("acme", "1.0"), local)], form)
    assert failure(client, "pypi:acme")[0] is FailureKind.NOT_FOUND


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/vnd.pypi.simple.v1+json", b"<html>"),
        ("application/vnd.pypi.simple.v1+json", b"[" * 200_000),
        ("application/vnd.pypi.simple.v1+json", b'{"files": 7}'),
        ("application/vnd.pypi.simple.v1+json", b'{"name": "acme", "meta": null, "files": [{}]}'),
        ("application/vnd.pypi.simple.v1+json", b"\xff\xfe\x00"),
        ("text/html", b'<meta name="pypi:repository-version" content="99.0">'),
        ("text/html", b'<a href="http://[">acme-1.0.tar.gz</a>'),
    ],
)
def test_an_answer_that_is_no_project_page_is_told(
    index: Server, client: Client, kind: str, body: bytes
) -> None:
    index.put("/simple/acme/", Answer(body, headers={"Content-Type": kind}))
    assert "no project page" in failure(client, "pypi:acme")[1]


@pytest.mark.parametrize("body", [b"", b"\x00" * 1000, b"<div>" * 5000, b"<a href>x</a>" * 99])
def test_a_page_without_files_lists_none(index: Server, client: Client, body: bytes) -> None:
    index.put("/simple/acme/", Answer(body, headers={"Content-Type": "text/html"}))
    assert failure(client, "pypi:acme")[0] is FailureKind.NOT_FOUND


def test_an_unknown_name_is_told_with_what_else_it_could_be(index: Server, client: Client) -> None:
    kind, told = failure(client, "pypi:acme")
    assert kind is FailureKind.NOT_FOUND
    assert "no index of your pip settings has a package of this name" in told
    assert "npm:acme" in told


def test_a_missing_version_is_told_with_the_newest_ones(index: Server, client: Client) -> None:
    versions = [f"1.{minor}" for minor in range(12)]
    project(index, "acme", [file(wheel_of(version), b"") for version in versions], "json")
    kind, told = failure(client, "pypi:acme@7.0")
    assert kind is FailureKind.NOT_FOUND
    assert "no version 7.0 of acme. The newest ones are 1.11, 1.10, 1.9, 1.8, 1.7." in told
