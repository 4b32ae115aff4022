"""Whatever a server does, a file is whole and verified, or one sentence says why there is none."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.sources.conftest import Client
from tests.sources.loopback import Answer, Server, file, moved, project
from tests.support.artifacts import sdist, wheel

from tidewaiter.catalogue.budgets import Budget, load_budget
from tidewaiter.model.outcome import FailureKind, TargetFailed

Tell = Callable[..., None]
NAME = "acme-1.0.tar.gz"
PATH = f"/files/{NAME}"
DATA = sdist("acme", "1.0")
BUSY = Answer(b"busy", 503)


@pytest.fixture
def index(server: Server, tell: Tell) -> Server:
    """Lists one sdist and serves it."""
    tell(PIP_INDEX_URL=f"{server.url}/simple", PIP_RETRIES="0")
    project(server, "acme", [file(NAME, DATA)], "json")
    server.put(PATH, Answer(DATA))
    return server


def fetched(client: Client, **settings: object) -> bytes:
    (artifact,) = client.fetch("pypi:acme", **settings).artifacts
    assert artifact.path is not None
    return artifact.path.read_bytes()


def failure(client: Client, **settings: object) -> tuple[FailureKind, str]:
    with pytest.raises(TargetFailed) as caught:
        client.fetch("pypi:acme", **settings)
    told = caught.value.failure
    return told.kind, f"{told.message} {told.hint}"


def kept(client: Client) -> list[str]:
    return [path.name for path in client.cache.rglob("*") if path.is_file()]


def small(packed: int) -> Budget:
    return load_budget().scaled(packed / load_budget().artifact.packed)


@pytest.mark.parametrize("path", ["/simple/acme/", PATH])
@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again(
    index: Server, client: Client, tell: Tell, path: str, status: int
) -> None:
    (answer,) = index.answers[path]
    index.put(path, Answer(b"", status), answer)
    tell(PIP_RETRIES="1")
    assert fetched(client) == DATA
    assert index.paths().count(path) == 2


def test_pauses_between_attempts_grow(index: Server, client: Client, tell: Tell) -> None:
    index.put(PATH, BUSY, BUSY, BUSY, Answer(DATA))
    tell(PIP_RETRIES="3")
    assert fetched(client) == DATA
    first, second, third, fourth = (one.at for one in index.asked if one.path == PATH)
    assert second - first < third - second < fourth - third


def test_a_server_that_stays_busy_is_told(index: Server, client: Client, tell: Tell) -> None:
    index.put(PATH, BUSY)
    tell(PIP_RETRIES="1")
    kind, told = failure(client)
    assert kind is FailureKind.NETWORK
    assert "127.0.0.1 answered with HTTP 503." in told
    assert kept(client) == [name for name in kept(client) if name.endswith(".page")]


def test_a_cut_transfer_is_begun_again(index: Server, client: Client) -> None:
    index.put(PATH, Answer(DATA, cut=20), Answer(DATA, cut=0), Answer(DATA))
    assert fetched(client) == DATA
    assert index.paths().count(PATH) == 3


def test_a_transfer_that_is_always_cut_is_told(index: Server, client: Client) -> None:
    index.put(PATH, Answer(DATA, cut=20))
    kind, told = failure(client)
    assert kind is FailureKind.NETWORK
    assert "127.0.0.1 broke off." in told or "127.0.0.1 cannot be reached." in told
    assert NAME not in kept(client)


def test_a_cut_page_is_told_and_not_kept(index: Server, client: Client) -> None:
    (page,) = index.answers["/simple/acme/"]
    index.put("/simple/acme/", Answer(page.body, headers=page.headers, cut=40))
    assert failure(client)[0] is FailureKind.NETWORK
    assert failure(client, offline=True)[0] is FailureKind.OFFLINE


def test_other_bytes_than_the_digest_says_are_refused_and_not_kept(
    index: Server, client: Client
) -> None:
    index.put(PATH, Answer(DATA[:-1] + b"!"))
    kind, told = failure(client)
    assert kind is FailureKind.DIGEST_MISMATCH
    assert f"{NAME} is not what the registry's digest says" in told
    assert NAME not in kept(client)


def test_every_digest_of_the_registry_must_agree(index: Server, client: Client) -> None:
    row = file(NAME, DATA)
    row["hashes"]["sha512"] = "0" * 128
    project(index, "acme", [row], "json")
    assert failure(client)[0] is FailureKind.DIGEST_MISMATCH


def test_a_file_that_is_announced_too_large_is_not_asked_for(index: Server, client: Client) -> None:
    project(index, "acme", [file(NAME, DATA, size=10**12)], "json")
    kind, told = failure(client)
    assert kind is FailureKind.TOO_LARGE
    assert "--budget" in told
    assert PATH not in index.paths()


def test_a_file_that_turns_out_too_large_is_cut_off(index: Server, client: Client) -> None:
    index.put(PATH, Answer(bytes(100_000)))
    kind, told = failure(client, budget=small(50_000))
    assert kind is FailureKind.TOO_LARGE
    assert "127.0.0.1 sent more than" in told
    assert NAME not in kept(client)


def test_a_digest_is_over_the_bytes_as_they_are_kept(index: Server, client: Client) -> None:
    """Some servers call a .tar.gz a gzip-encoded tar; its bytes are what counts."""
    index.put(PATH, Answer(DATA, headers={"Content-Encoding": "gzip"}))
    assert fetched(client) == DATA


def test_a_page_may_be_packed_for_the_way(index: Server, client: Client) -> None:
    (page,) = index.answers["/simple/acme/"]
    headers = {**page.headers, "Content-Encoding": "gzip"}
    index.put("/simple/acme/", Answer(gzip.compress(page.body), headers=headers))
    assert fetched(client) == DATA


def test_a_verified_file_is_not_fetched_twice(index: Server, client: Client) -> None:
    assert fetched(client) == fetched(client) == DATA
    assert index.paths().count(PATH) == 1


def test_a_kept_file_that_was_changed_is_fetched_again(index: Server, client: Client) -> None:
    (artifact,) = client.fetch("pypi:acme").artifacts
    assert artifact.path is not None
    artifact.path.write_bytes(b"something else")
    assert fetched(client) == DATA
    assert index.paths().count(PATH) == 2


def test_without_a_cache_nothing_stays(index: Server, client: Client) -> None:
    (artifact,) = client.fetch("pypi:acme", cache_dir=None).artifacts
    assert artifact.path is not None
    assert not artifact.path.exists()
    assert kept(client) == []


def test_offline_answers_as_online_did(index: Server, client: Client) -> None:
    online = client.fetch("pypi:acme")
    with pytest.raises(TargetFailed, match="has a package of this name"):
        client.fetch("pypi:unknown")
    asked = len(index.asked)
    index.stop()

    assert client.fetch("pypi:acme", offline=True) == online
    with pytest.raises(TargetFailed, match="has a package of this name"):
        client.fetch("pypi:unknown", offline=True)
    assert len(index.asked) == asked


def test_offline_says_what_was_never_fetched(index: Server, client: Client) -> None:
    assert failure(client, offline=True)[0] is FailureKind.OFFLINE
    client.resolve("pypi:acme")
    kind, told = failure(client, offline=True)
    assert kind is FailureKind.OFFLINE
    assert "Run once without --offline." in told
    assert index.paths() == ["/simple/acme/"]


def test_a_file_that_is_gone_is_told(index: Server, client: Client) -> None:
    index.put(PATH, Answer(b"", 404))
    kind, told = failure(client)
    assert kind is FailureKind.NOT_FOUND
    assert "127.0.0.1 lost the file." in told


def test_no_network_is_told(index: Server, client: Client) -> None:
    index.stop()
    kind, told = failure(client)
    assert kind is FailureKind.NETWORK
    assert told == (
        "pypi:acme: 127.0.0.1 cannot be reached. "
        "Check the connection, proxy and index in your pip or npm settings."
    )


def test_a_proxy_that_is_not_there_is_told(index: Server, client: Client, tell: Tell) -> None:
    tell(PIP_PROXY="http://user:pass-word@127.0.0.1:9")
    kind, told = failure(client)
    assert kind is FailureKind.NETWORK
    assert "127.0.0.1 cannot be reached through the proxy." in told
    assert "pass-word" not in told
    assert index.asked == []


def test_a_silent_server_is_told(index: Server, client: Client, tell: Tell) -> None:
    index.put("/simple/acme/", Answer(b"late", delay=0.5))
    tell(PIP_DEFAULT_TIMEOUT="0.1")
    assert "127.0.0.1 did not answer in time." in failure(client)[1]


def test_redirects_without_end_are_told(index: Server, client: Client) -> None:
    index.put("/simple/acme/", moved(f"{index.url}/simple/acme/"))
    assert "127.0.0.1 redirects without end." in failure(client)[1]


@pytest.mark.parametrize("address", ["ftp://127.0.0.1/x", "http://[", "file:///etc/passwd"])
def test_a_redirect_to_no_web_address_is_told(index: Server, client: Client, address: str) -> None:
    index.put(PATH, moved(address))
    assert failure(client)[0] is FailureKind.NETWORK


def test_names_from_a_page_stay_inside_the_cache(index: Server, client: Client) -> None:
    hostile = "acme-1.0-py3-none-any/../../../../../x.whl"
    rows = [file(NAME, DATA), file(hostile, wheel("acme", "1.0"), "/files/x")]
    project(index, "acme", rows, "json")
    index.put("/files/x", Answer(wheel("acme", "1.0")))
    for artifact in client.fetch("pypi:acme", all_artifacts=True).artifacts:
        assert artifact.path is not None
        assert Path(client.cache) in artifact.path.resolve().parents


def test_artifacts_are_fetched_side_by_side(index: Server, client: Client) -> None:
    names = [f"acme-1.0-{number}-py3-none-any.whl" for number in range(4)]
    data = wheel("acme", "1.0")
    project(index, "acme", [file(name, data) for name in names], "json")
    for name in names:
        index.put(f"/files/{name}", Answer(data, delay=0.2))
    client.fetch("pypi:acme", all_artifacts=True)
    times = sorted(one.at for one in index.asked if one.path.startswith("/files/"))
    assert len(times) == 4
    assert times[3] - times[0] < 0.2
