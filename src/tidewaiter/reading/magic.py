"""What the first bytes of a member say it is, whatever its name."""

import re

from tidewaiter.model.member import Kind

HEAD = 4096
"""Bytes that are looked at."""

_FIRST = frozenset(b"\x7fMP\x00\xca\xfe\xce\xcf!\x80\x1fB\xfd7R(\x04\xed")
_MACH_O = frozenset(
    bytes.fromhex(word) for word in ("feedface", "feedfacf", "cefaedfe", "cffaedfe", "cafebabf")
)
_ARCHIVES = {b"PK\x03\x04": "zip", b"\x1f\x8b\x08": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\x00": "xz"}
_CLOSED = {
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "rar",
    b"(\xb5/\xfd": "zstandard",
    b"MSCF\x00": "cabinet",
    b"\xed\xab\xee\xdb": "rpm",
    b"\x04\x22M\x18": "lz4",
}
"""Archives that nothing here opens."""

IMAGES = {
    ".png": (b"\x89PNG",),
    ".gif": (b"GIF8",),
    ".jpg": (b"\xff\xd8",),
    ".jpeg": (b"\xff\xd8",),
    ".ico": (b"\x00\x00\x01\x00", b"\x00\x00\x02\x00", b"\x89PNG"),
    ".webp": (b"RIFF",),
    ".bmp": (b"BM",),
    ".woff": (b"wOFF",),
    ".woff2": (b"wOF2",),
    ".ttf": (b"\x00\x01\x00\x00", b"true", b"OTTO"),
    ".pdf": (b"%PDF",),
}
"""Formats without code, by suffix, and how their files begin."""

_CODE = re.compile(
    rb"\b(?:import\s+\w|from\s+[\w.]+\s+import|require\s*\(|function\b|eval\s*\(|exec\s*\(|=>)"
)
_SHEBANG = re.compile(rb"\A(?:\xef\xbb\xbf)?#![ \t]*([^\n]{0,250})")
_INTERPRETERS = (
    (re.compile(r"(?:python|pypy)w?[\d.]*t?(?:\.exe)?"), Kind.PYTHON, "python"),
    (re.compile(r"(?:node|nodejs|bun)"), Kind.JAVASCRIPT, "javascript"),
    (re.compile(r"(?:tsx|ts-node|deno)"), Kind.TYPESCRIPT, "typescript"),
    (re.compile(r"(?:a|ba|da|k|mk|z)?sh"), Kind.SHELL, "shell"),
    (
        re.compile(
            r"(?:perl|ruby|php|lua|luajit|tclsh|wish|julia)[\d.]*|Rscript|[gm]?awk|fish|csh|tcsh"
            r"|osascript|groovy|expect|coffee"
        ),
        Kind.SCRIPT,
        "",
    ),
)


def binary(data: bytes) -> tuple[Kind, str] | None:
    """The kind and a word for it, or ``None`` for text and for formats that hold no code.

    Archives come back as data: what opens them is ``sources``. Sources: the ELF, PE/COFF,
    Mach-O, WebAssembly and ar formats; Python's ``importlib.util.MAGIC_NUMBER`` history;
    PEP 307 and PEP 3154 for pickles.
    """
    if not data or data[0] not in _FIRST:
        return _bytecode(data)
    if data.startswith(b"\x7fELF"):
        return Kind.NATIVE, "ELF"
    if data.startswith(b"MZ") and b"\x00" in data[2:64]:
        return Kind.NATIVE, "PE"
    if data[:4] in _MACH_O or _fat(data):
        return Kind.NATIVE, "Mach-O"
    if data.startswith(b"!<arch>\n"):
        return Kind.NATIVE, "ar"
    if data.startswith(b"\x00asm"):
        return Kind.WASM, "wasm"
    if _pickle(data):
        return Kind.PICKLE, "pickle"
    if data[:4] == b"\xca\xfe\xba\xbe":
        return Kind.BYTECODE, "Java class"
    closed = next((word for magic, word in _CLOSED.items() if data.startswith(magic)), None)
    if closed:
        return Kind.ARCHIVE, closed
    archive = next((word for magic, word in _ARCHIVES.items() if data.startswith(magic)), None)
    return (Kind.DATA, archive) if archive else _bytecode(data)


def shebang(data: bytes) -> tuple[Kind, str] | None:
    """Kind and dialect that a ``#!`` line asks for, or ``None`` (no line, another interpreter)."""
    line = _SHEBANG.match(data)
    if line is None:
        return None
    words = [word.rpartition("/")[2] for word in line[1].decode("latin-1").split()]
    for word in words:
        for pattern, kind, dialect in _INTERPRETERS:
            if pattern.fullmatch(word):
                return kind, dialect
    return None


def false_image(suffix: str, data: bytes) -> bool:
    """Whether a member named as an image, font or PDF is none, but text that looks like code."""
    magics = IMAGES.get(suffix)
    if magics is None or data.startswith(magics):
        return False
    head = data[:HEAD]
    return b"\x00" not in head and (head.startswith(b"#!") or _CODE.search(head) is not None)


def holds_script(data: bytes) -> bool:
    """Whether a page holds a script of its own, or asks for one."""
    return b"<script" in data or b"<SCRIPT" in data


def may_be_opened(data: bytes) -> bool:
    """Whether it begins as one of the archives and packings that ``sources`` opens."""
    return data.startswith(tuple(_ARCHIVES))


def _fat(data: bytes) -> bool:
    """A fat Mach-O; a Java class shares its magic but has a version of 45 or more there."""
    return data[:4] == b"\xca\xfe\xba\xbe" and 0 < int.from_bytes(data[4:8], "big") < 45


def _pickle(data: bytes) -> bool:
    framed = len(data) > 11 and data[2] == 0x95
    return data[0] == 0x80 and data[1:2] in b"\x02\x03\x04\x05" and (framed or data[-1:] == b".")


def _bytecode(data: bytes) -> tuple[Kind, str] | None:
    """CPython's magic is a number and ``\\r\\n``; the 4 to 12 bytes after it hold a zero."""
    if len(data) < 16 or data[2:4] != b"\r\n" or b"\x00" not in data[4:16]:
        return None
    number = int.from_bytes(data[:2], "little")
    known = 3000 <= number < 4000 or 50823 <= number < 62400
    return (Kind.BYTECODE, "bytecode") if known else None
