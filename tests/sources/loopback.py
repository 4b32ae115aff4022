"""A registry on this machine: a real HTTP server that answers what a test tells it to."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

JSON = "application/vnd.pypi.simple.v1+json"


@dataclass(frozen=True)
class Answer:
    """One response; ``cut`` sends fewer bytes than announced, ``delay`` (seconds) waits first."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    delay: float = 0


@dataclass(frozen=True)
class Asked:
    """One request; ``at`` in seconds of a steady clock."""

    path: str
    headers: Message
    at: float


class Server:
    """Listens on 127.0.0.1 and remembers what it was asked; what it was not told is a 404.

    ``password`` locks all of it: without this Authorization header everything is a 401.
    """

    def __init__(self, password: str | None = None) -> None:
        self.asked: list[Asked] = []
        self.password = password
        self.answers: dict[str, list[Answer]] = {}
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Close the port; may be called again."""
        if self._thread.is_alive():
            self._http.shutdown()
            self._thread.join()
            self._http.server_close()

    @property
    def port(self) -> int:
        return self._http.server_address[1]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def other_name(self) -> str:
        """The same server as another host."""
        return f"http://localhost:{self.port}"

    def put(self, path: str, *answers: Answer) -> None:
        """Answer ``path`` with these, one after the other, and from then on with the last."""
        self.answers[path] = list(answers)

    def lock(self) -> None:
        """Let nobody in from now on."""
        self.password = "the lock was changed"

    def spoil(self) -> None:
        """Serve other bytes for every file; pages stay."""
        for path in [path for path in self.answers if path.endswith((".whl", ".tgz"))]:
            self.put(path, Answer(b"other"))

    def paths(self) -> list[str]:
        return [one.path for one in self.asked]

    def authorizations(self) -> list[str | None]:
        return [one.headers["Authorization"] for one in self.asked]

    def _answer(self, path: str, headers: Message) -> Answer:
        self.asked.append(Asked(path, headers, time.monotonic()))
        if self.password is not None and headers["Authorization"] != self.password:
            return Answer(b"who are you?", 401)
        answers = self.answers.get(path, [Answer(b"no such page", 404)])
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                answer = server._answer(self.path, self.headers)
                time.sleep(answer.delay)
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body[: answer.cut])

            def log_message(self, *_: object) -> None:
                pass

        return Handler


def moved(url: str) -> Answer:
    return Answer(status=302, headers={"Location": url})


def basic(user: str, password: str) -> str:
    """The Authorization header of RFC 7617."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def project(server: Server, name: str, files: Iterable[Mapping[str, Any]], form: str) -> None:
    """List ``files`` on the page of a project, as ``json`` (PEP 691) or ``html`` (PEP 503)."""
    write = {"json": _json_page, "html": _html_page}[form]
    server.put(f"/simple/{name}/", write(name, list(files)))


def file(name: str, data: bytes, url: str | None = None, **more: Any) -> dict[str, Any]:
    """One row of a project page, in the words of PEP 691."""
    hashes = {"sha256": hashlib.sha256(data).hexdigest()}
    return {"filename": name, "url": url or f"/files/{name}", "hashes": hashes, **more}


def _json_page(name: str, files: list[Mapping[str, Any]]) -> Answer:
    page = {"meta": {"api-version": "1.1"}, "name": name, "files": files, "versions": []}
    return Answer(json.dumps(page).encode(), headers={"Content-Type": JSON})


def _html_page(_: str, files: list[Mapping[str, Any]]) -> Answer:
    rows = []
    for row in files:
        digest = "".join(f"#{name}={value}" for name, value in row["hashes"].items())
        python = str(row.get("requires-python", "")).replace(">", "&gt;")
        more = f' data-requires-python="{python}"' if python else ""
        more += ' data-yanked="broken"' if row.get("yanked") else ""
        rows.append(f'<a href="{row["url"]}{digest}"{more}>{row["filename"]}</a><br>')
    page = f"<!DOCTYPE html><html><body>{''.join(rows)}</body></html>"
    return Answer(page.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


def packument(
    name: str,
    versions: Mapping[str, Mapping[str, Any]],
    tags: Mapping[str, str],
    publisher: Any = None,
) -> Answer:
    """What an npm registry says of a package; each version is given by its ``dist``."""
    rows = {
        number: {"name": name, "version": number, "dist": versions[number], "_npmUser": publisher}
        for number in versions
    }
    times = dict.fromkeys(versions, "2024-01-02T03:04:05.678Z")
    page = {"name": name, "versions": rows, "dist-tags": tags, "time": times}
    return Answer(json.dumps(page).encode(), headers={"Content-Type": "application/json"})


def dist(url: str, data: bytes) -> dict[str, str]:
    digest = base64.b64encode(hashlib.sha512(data).digest()).decode()
    return {"tarball": url, "integrity": f"sha512-{digest}"}
