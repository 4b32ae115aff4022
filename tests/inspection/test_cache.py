"""The facts cache survives other processes, kill -9, damage and folders it may not write."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tidewaiter.inspection.cache import Cache
from tidewaiter.model.facts import Scan

WRITER = """
import sys
from pathlib import Path
from tidewaiter.inspection.cache import Cache
from tidewaiter.model.facts import Scan
cache = Cache(Path(sys.argv[1]), b"engine")
for number in range(200):
    cache.put_scan(f"{sys.argv[2]}{number}".encode(), Scan(True, (sys.argv[2],)))
    if number % 20 == 19:
        cache.commit()
if sys.argv[3:]:
    print("written", flush=True)
    cache._db.execute("BEGIN IMMEDIATE")
    cache._db.execute("DELETE FROM scans")
    sys.stdin.read()
cache.close()
"""


def scan_of(path: Path, key: bytes, digest: bytes = b"engine") -> Scan | None:
    cache = Cache(path, digest)
    found = cache.get_scan(key)
    cache.close()
    return found


def filled(path: Path) -> Path:
    cache = Cache(path, b"engine")
    for number in range(500):
        cache.put_scan(f"{number}".encode(), Scan(True, ("os", "x" * 5_000)))
    cache.close()
    return path


def test_what_was_put_is_found_again_by_the_same_engine_only(tmp_path: Path) -> None:
    path = filled(tmp_path / "deep" / "facts")
    assert scan_of(path, b"7") == Scan(True, ("os", "x" * 5_000))
    assert scan_of(path, b"7", digest=b"another engine") is None


def test_two_processes_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "facts"
    both = [subprocess.Popen([sys.executable, "-c", WRITER, path, name]) for name in ("a", "b")]
    assert [one.wait(timeout=60) for one in both] == [0, 0]
    for name in ("a", "b"):
        assert scan_of(path, f"{name}199".encode()) == Scan(True, (name,))


def test_a_process_killed_in_a_transaction_loses_only_that(tmp_path: Path) -> None:
    path = tmp_path / "facts"
    command = [sys.executable, "-c", WRITER, str(path), "a", "stay"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline().strip() == b"written"
        process.kill()
    assert scan_of(path, b"a0") == Scan(True, ("a",))


@pytest.mark.parametrize("damage", ["garbage", "truncated", "overwritten", "foreign", "newer"])
def test_a_damaged_file_is_moved_aside_and_begun_anew(tmp_path: Path, damage: str) -> None:
    path = filled(tmp_path / "facts.sqlite3")
    data = path.read_bytes()
    if damage == "garbage":
        path.write_bytes(b"not a database at all" * 100)
    elif damage == "truncated":
        path.write_bytes(data[: len(data) // 2])
    elif damage == "overwritten":
        path.write_bytes(data[:4_096] + b"\xff" * (len(data) - 4_096))
    else:
        path.unlink()
        db = sqlite3.connect(path)
        db.execute("CREATE TABLE mine (x)" if damage == "foreign" else "PRAGMA user_version = 99")
        db.close()
    told: list[str] = []
    cache = Cache(path, b"engine", told.append)
    for number in range(500):
        cache.get_scan(f"{number}".encode())
    cache.put_scan(b"new", Scan(False, ()))
    cache.close()
    assert len(told) == 1
    assert path.with_suffix(".damaged").exists()
    assert scan_of(path, b"new") == Scan(False, ())


@pytest.mark.parametrize("place", ["file/facts", "folder"])
def test_a_place_that_cannot_be_written_costs_only_time(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    cache = Cache(tmp_path / place, b"engine")
    cache.put_scan(b"key", Scan(True, ()))
    cache.commit()
    assert cache.get_scan(b"key") is None
    cache.close()


def test_facts_that_cannot_be_written_down_are_not_kept(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "facts", b"engine")
    cache.put_scan(b"key", Scan(True, ("\udc80",)))
    cache.commit()
    assert cache.get_scan(b"key") is None
    cache.close()


def test_past_its_bound_the_oldest_values_go(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "facts", b"engine", bound=200_000)
    for number in range(3_000):
        cache.put_scan(f"{number}".encode(), Scan(True, ("module-" + "x" * 100,)))
    cache.close()
    assert scan_of(tmp_path / "facts", b"0") is None
    assert scan_of(tmp_path / "facts", b"2999") is not None
