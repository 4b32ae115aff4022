"""A release of npm is what the user's npm would choose, found where their npm would look."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.sources.conftest import Client
from tests.sources.loopback import Answer, Server, basic, dist, moved, packument
from tests.support.artifacts import npm_tarball

from tidewaiter.model.outcome import FailureKind, TargetFailed, UsageError
from tidewaiter.sources.npm_settings import read_npm_settings

Tell = Callable[..., None]
TOKEN = "npm-t0ken-of-the-user"
DATA = npm_tarball("acme", "1.0.0")


@pytest.fixture
def registry(server: Server, tell: Tell) -> Server:
    tell(NPM_CONFIG_REGISTRY=f"{server.url}/npm/", NPM_CONFIG_FETCH_RETRIES="0")
    return server


def publish(server: Server, versions: list[str], tags: dict[str, str], name: str = "acme") -> None:
    rows = {number: dist(f"{server.url}/npm/acme-{number}.tgz", DATA) for number in versions}
    server.put(f"/npm/{name}", packument(name, rows, tags))


def write_npmrc(home: Path, text: str) -> None:
    (home / ".npmrc").write_text(text)


def place(server: Server) -> str:
    """The server as npmrc keys spell it."""
    return f"//127.0.0.1:{server.port}"


def failure(client: Client, target: str) -> tuple[FailureKind, str]:
    """The kind of failure and all that a person is told."""
    with pytest.raises(TargetFailed) as caught:
        client.fetch(target)
    told = caught.value.failure
    assert told.message.startswith(target)
    assert told.hint.endswith(".")
    assert TOKEN not in told.message + told.hint + repr(caught.value)
    return told.kind, f"{told.message} {told.hint}"


VERSIONS = ["0.9.0", "1.0.0", "1.2.0", "1.10.0", "2.0.0-beta.1"]
TAGS = {"latest": "1.2.0", "next": "2.0.0-beta.1"}


@pytest.mark.parametrize(
    ("wanted", "version"),
    [
        ("", "1.2.0"),
        ("@latest", "1.2.0"),
        ("@next", "2.0.0-beta.1"),
        ("@1.0.0", "1.0.0"),
        ("@^1.0.0", "1.2.0"),  # latest, since it fits
        ("@>1.2.0", "1.10.0"),
        ("@0.x", "0.9.0"),
        ("@*", "1.2.0"),
        ("@>=2.0.0-alpha", "2.0.0-beta.1"),
    ],
)
def test_a_tag_a_version_or_a_range_is_what_npm_takes_it_for(
    registry: Server, client: Client, wanted: str, version: str
) -> None:
    publish(registry, VERSIONS, TAGS)
    resolved = client.resolve(f"npm:acme{wanted}")
    assert resolved.release.purl == f"pkg:npm/acme@{version}"
    assert resolved.release.published == "2024-01-02T03:04:05Z"
    assert [one.filename for one in resolved.artifacts] == [f"acme-{version}.tgz"]


@pytest.mark.parametrize(
    ("wanted", "before"),
    [("", "1.0.0"), ("@1.10.0", "1.2.0"), ("@next", "1.10.0"), ("@1.0.0", "0.9.0")],
)
def test_the_release_before_is_the_highest_stable_one_below(
    registry: Server, client: Client, wanted: str, before: str
) -> None:
    publish(registry, VERSIONS, TAGS)
    assert client.before(f"npm:acme{wanted}") == before


def test_the_first_release_has_none_before_it(registry: Server, client: Client) -> None:
    publish(registry, VERSIONS, TAGS)
    with pytest.raises(TargetFailed, match="no version before"):
        client.before("npm:acme@0.9.0")


def test_without_a_latest_the_highest_stable_version_is_taken(
    registry: Server, client: Client
) -> None:
    publish(registry, VERSIONS, {})
    assert client.resolve("npm:acme").release.version == "1.10.0"


@pytest.mark.parametrize("versions", [[*VERSIONS, "not.a.version"], ["1.0.0", "", "9" * 400]])
def test_versions_that_are_none_are_passed_over(
    registry: Server, client: Client, versions: list[str]
) -> None:
    publish(registry, versions, {})
    assert client.resolve("npm:acme@1.0.0").release.version == "1.0.0"
    assert client.resolve("npm:acme").release.version in ("1.10.0", "1.0.0")


def test_a_scoped_name_is_asked_for_in_one_piece(registry: Server, client: Client) -> None:
    publish(registry, ["1.0.0"], TAGS | {"latest": "1.0.0"}, name="@acme%2Ftools")
    resolved = client.resolve("npm:@acme/tools")
    assert resolved.release.purl == "pkg:npm/%40acme/tools@1.0.0"
    assert registry.paths() == ["/npm/@acme%2Ftools"]


def test_the_registry_and_that_of_a_scope_come_from_npmrc(
    server: Server, other: Server, client: Client, home: Path, tell: Tell
) -> None:
    tell(SCOPED=other.url)
    write_npmrc(home, f'; mine\nregistry = "{server.url}/npm"\n@mine:registry=${{SCOPED}}/npm/\n')
    publish(server, ["1.0.0"], {})
    publish(other, ["2.0.0"], {}, name="@mine%2Facme")
    assert client.resolve("npm:acme").release.version == "1.0.0"
    assert client.resolve("npm:@mine/acme").release.version == "2.0.0"
    assert (len(server.asked), len(other.asked)) == (1, 1)


def test_an_npmrc_of_the_folder_one_stands_in_does_not_count(
    registry: Server, other: Server, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    (checkout / ".npmrc").write_text(f"@mine:registry={other.url}\nregistry={other.url}\n")
    monkeypatch.chdir(checkout)
    publish(registry, ["1.0.0"], {}, name="@mine%2Facme")
    client.resolve("npm:@mine/acme")
    assert other.asked == []


@pytest.mark.parametrize(
    ("key", "sent"),
    [
        ("/:_authToken=${TOKEN}", f"Bearer {TOKEN}"),
        ("/npm/:_authToken=${TOKEN}", f"Bearer {TOKEN}"),
        ("/npm:_authToken=${TOKEN}", f"Bearer {TOKEN}"),
        (":_authToken=${TOKEN}", f"Bearer {TOKEN}"),
        ("/:_auth=dXNlcjpwYXNz", "Basic dXNlcjpwYXNz"),
        (f"/:username=user\n{{place}}/:_password={basic('', 'x')[6:]}", basic("user", ":x")),
    ],
)
def test_credentials_are_sent_to_the_place_they_are_for(
    registry: Server, client: Client, home: Path, tell: Tell, key: str, sent: str
) -> None:
    tell(TOKEN=TOKEN)
    write_npmrc(home, place(registry) + key.replace("{place}", place(registry)))
    registry.password = sent
    publish(registry, ["1.0.0"], {})
    registry.put("/npm/acme-1.0.0.tgz", Answer(DATA))
    assert client.fetch("npm:acme").release.version == "1.0.0"
    assert registry.authorizations() == [sent, sent]


@pytest.mark.parametrize("key", ["/private/:_authToken", "/np/:_authToken"])
def test_credentials_of_another_path_are_not_sent(
    registry: Server, client: Client, home: Path, key: str
) -> None:
    write_npmrc(home, f"{place(registry)}{key}={TOKEN}\n_authToken={TOKEN}\n")
    publish(registry, ["1.0.0"], {})
    client.resolve("npm:acme")
    assert registry.authorizations() == [None]


def test_the_token_stays_with_its_host(
    registry: Server, other: Server, client: Client, home: Path
) -> None:
    """Neither a tarball's address nor a redirect takes it elsewhere."""
    write_npmrc(home, f"{place(registry)}/:_authToken={TOKEN}\n")
    rows = {
        "1.0.0": dist(f"{other.url}/acme.tgz", DATA),
        "2.0.0": dist(f"{registry.url}/moves.tgz", DATA),
    }
    registry.put("/npm/acme", packument("acme", rows, {}))
    registry.put("/moves.tgz", moved(f"{other.other_name}/moved.tgz"))
    for path in ("/acme.tgz", "/moved.tgz"):
        other.put(path, Answer(DATA))

    client.fetch("npm:acme@1.0.0")
    client.cache = client.cache / "anew"
    client.fetch("npm:acme@2.0.0")

    assert other.paths() == ["/acme.tgz", "/moved.tgz"]
    assert other.authorizations() == [None, None]
    assert set(registry.authorizations()) == {f"Bearer {TOKEN}"}


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_says_so_without_the_token(
    registry: Server, client: Client, home: Path, status: int
) -> None:
    write_npmrc(home, f"{place(registry)}/:_authToken={TOKEN}\n")
    registry.put("/npm/acme", Answer(TOKEN.encode(), status))
    kind, told = failure(client, "npm:acme")
    assert kind is FailureKind.AUTHENTICATION
    assert f"127.0.0.1 refused access (HTTP {status})" in told


@pytest.mark.parametrize(
    "body",
    [
        b"<html>",
        b"[]",
        b"[" * 200_000,
        b"\xff\xfe",
        b'{"versions": 7}',
        b'{"versions": {"1.0.0": 7}, "dist-tags": {"latest": "1.0.0"}}',
        b'{"versions": {"1.0.0": {"dist": {}}}, "dist-tags": {"latest": "1.0.0"}}',
        b'{"versions": {"1.0.0": {"dist": {"tarball": "file:///etc/passwd"}}}}',
        b'{"versions": {"1.0.0": {"dist": {"tarball": "http://["}}}}',
    ],
)
def test_an_answer_that_describes_no_package_is_told(
    registry: Server, client: Client, body: bytes
) -> None:
    registry.put("/npm/acme", Answer(body))
    assert "something that describes no package" in failure(client, "npm:acme")[1]


@pytest.mark.parametrize(
    "digests",
    [
        {"integrity": "sha512-" + "A" * 86 + "=="},
        {"integrity": "sha512-!!!"},
        {"integrity": dist("", DATA)["integrity"], "shasum": "0" * 40},
        {"shasum": "0" * 40},
    ],
)
def test_a_tarball_that_is_not_what_the_registry_says_is_refused(
    registry: Server, client: Client, digests: dict[str, str]
) -> None:
    rows = {"1.0.0": {"tarball": f"{registry.url}/acme.tgz", **digests}}
    registry.put("/npm/acme", packument("acme", rows, {}))
    registry.put("/acme.tgz", Answer(DATA))
    kind, told = failure(client, "npm:acme")
    assert kind is FailureKind.DIGEST_MISMATCH
    assert "acme-1.0.0.tgz is not what the registry's digest says" in told


def test_an_unknown_name_is_told_with_what_else_it_could_be(
    registry: Server, client: Client
) -> None:
    kind, told = failure(client, "npm:acme")
    assert kind is FailureKind.NOT_FOUND
    assert "the registry of your npm settings has no package of this name" in told
    assert "pypi:acme" in told


@pytest.mark.parametrize("wanted", ["9.9.9", "^7", "no-such-tag", "=>>1", "\\"])
def test_a_missing_version_is_told_with_the_last_ones_and_the_tags(
    registry: Server, client: Client, wanted: str
) -> None:
    publish(registry, VERSIONS, TAGS)
    kind, told = failure(client, f"npm:acme@{wanted}")
    assert kind is FailureKind.NOT_FOUND
    assert f"no version, tag or range {wanted} of acme" in told
    assert "The last ones are 2.0.0-beta.1, 1.10.0, 1.2.0" in told
    assert "its tags are latest, next" in told


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("fetch-retries=many", "fetch-retries is no number"), ("é".encode("latin-1"), "is no npm")],
)
def test_an_npmrc_that_cannot_be_understood_is_told(
    client: Client, home: Path, text: str | bytes, sentence: str
) -> None:
    (home / ".npmrc").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(UsageError, match=sentence):
        client.resolve("npm:acme")


def test_a_password_that_is_not_base64_is_told(
    registry: Server, client: Client, home: Path
) -> None:
    write_npmrc(home, f"{place(registry)}/:username=me\n{place(registry)}/:_password={TOKEN}!\n")
    with pytest.raises(UsageError, match="_password is not base64") as caught:
        client.resolve("npm:acme")
    assert TOKEN not in str(caught.value) + caught.value.hint


@pytest.mark.parametrize("text", ['ca="one\\ntwo"\n', 'ca[]="one"\nca[]="two"\n'])
def test_inline_authorities_lie_where_nobody_else_can_have_put_them(home: Path, text: str) -> None:
    write_npmrc(home, text)
    first, second = (read_npm_settings(os.environ).connection.verify for _ in range(2))
    assert first != second  # what is known beforehand, another user can make a link of
    assert isinstance(first, str)
    assert Path(first).read_text() == "one\ntwo"
    if os.name == "posix":
        assert stat.S_IMODE(Path(first).stat().st_mode) == 0o600


def test_the_default_registry_is_asked_over_tls(client: Client) -> None:
    from tidewaiter.sources.npm import _default_registry

    assert urlsplit(_default_registry()).scheme == "https"


@pytest.mark.parametrize(
    ("user", "publisher"),
    [({"name": "ann", "email": "a@example.org"}, "ann"), ({}, None), ("ann", None), (None, None)],
)
def test_who_published_it(
    registry: Server, client: Client, user: object, publisher: str | None
) -> None:
    rows = {"1.0.0": dist(f"{registry.url}/npm/acme-1.0.0.tgz", DATA)}
    registry.put("/npm/acme", packument("acme", rows, {"latest": "1.0.0"}, user))
    registry.put("/npm/acme-1.0.0.tgz", Answer(DATA))
    assert client.fetch("npm:acme").release.publisher == publisher
