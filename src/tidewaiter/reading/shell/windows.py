"""Lines for PowerShell and cmd, said anew so that a reader of shell understands them.

What is lost is structure (blocks, types, precedence), not what is called with which words; every
line stays in its place. Sources: Microsoft Learn, "about_Parsing", "about_PowerShell_exe", "cmd".
"""

import base64
import binascii
import re
from collections.abc import Sequence

from tidewaiter.reading.shell.variables import UNKNOWN_NAME

POWERSHELL = frozenset({"powershell", "pwsh"})
CMD = frozenset({"cmd"})
POWERSHELL_OPTION, CMD_OPTION = "|powershell", "|cmd"
"""Options under which a call in shell holds the code that these are given."""

_ENDINGS = (".exe", ".com", ".cmd", ".bat")
_FOLDER = re.compile(r"^(?:[A-Za-z]:|%\w+%|\$\{?\w+\}?)?[\\/].*[\\/]")

_CANONICAL = {
    "iwr": "Invoke-WebRequest",
    "irm": "Invoke-RestMethod",
    "iex": "Invoke-Expression",
    "icm": "Invoke-Command",
    "iwmi": "Invoke-WmiMethod",
    "saps": "Start-Process",
    "start": "Start-Process",
    "spps": "Stop-Process",
    "gps": "Get-Process",
    "gc": "Get-Content",
    "gci": "Get-ChildItem",
    "gi": "Get-Item",
    "gp": "Get-ItemProperty",
    "sp": "Set-ItemProperty",
    "sc": "Set-Content",
    "ac": "Add-Content",
    "ni": "New-Item",
    "ri": "Remove-Item",
    "cpi": "Copy-Item",
    "mi": "Move-Item",
    "rni": "Rename-Item",
    "gcb": "Get-Clipboard",
    "scb": "Set-Clipboard",
}
"""Aliases that PowerShell itself defines; names that other shells have as well mean the same."""

_CMDLETS = {
    name.lower(): name
    for name in (
        *_CANONICAL.values(),
        *("Add-Type", "Add-MpPreference", "Set-MpPreference", "Compress-Archive", "Expand-Archive"),
        *("Get-ComputerInfo", "Get-CimInstance", "Get-WmiObject", "Get-Credential", "Get-Service"),
        *("Import-Module", "Install-Module", "Install-Package", "New-ItemProperty", "New-Service"),
        *("New-NetFirewallRule", "New-Object", "Out-File", "Register-ScheduledTask"),
        *("Resolve-DnsName", "Restart-Computer", "Send-MailMessage", "Set-ExecutionPolicy"),
        *("Start-BitsTransfer", "Start-Job", "Start-Service", "Start-Sleep", "Stop-Computer"),
        *("Stop-Service", "Test-Connection", "Test-NetConnection", "Tee-Object"),
        *("DownloadFile", "DownloadFileAsync", "DownloadString", "DownloadData", "UploadFile"),
        *("UploadString", "UploadData", "UploadValues", "OpenRead", "GetHostAddresses"),
        *("GetHostEntry", "WriteAllText", "WriteAllBytes", "WriteAllLines", "AppendAllText"),
        *("ReadAllText", "ReadAllBytes", "ReadAllLines", "LoadFile", "LoadFrom"),
        *("GetEnvironmentVariables", "SetEnvironmentVariable", "GetEnvironmentVariable"),
    )
}
"""Cmdlets and methods by their names in small letters, for case means nothing there."""

_SCRIPT = ".ps1"
_CODE, _ENCODED, _FILE = "command", "encodedcommand", "file"
_TAKE = (
    *("executionpolicy", "windowstyle", "version", "inputformat", "outputformat"),
    *("psconsolefile", "configurationname", "workingdirectory", "settingsfile"),
    "custompipename",
)
"""Options with a word behind them."""

_SHORT = {
    "c": _CODE,
    "e": _ENCODED,
    "ec": _ENCODED,
    "f": _FILE,
    **dict.fromkeys(("ep", "ex"), "executionpolicy"),
}

_TEXT = re.compile(
    r"(?P<comment><\#[\s\S]*?\#>|(?<![^\s;({])\#[^\n]*)"
    r"|(?P<single>'(?:[^']|'')*')"
    r'|(?P<double>"(?:[^"`]|`[\s\S]|"")*")'
    r"|(?P<joined>`\r?\n)"
)
_VARIABLE = re.compile(r"\$(?:\{)?env:(\w+)\}?", re.I)
_OWN_VARIABLE = re.compile(r"\$(?:(?!env:)[A-Za-z_][\w:]*|\{(?!env:)[^}\n]*\})", re.I)
_METHOD = re.compile(r"(?:\)\.|\[[\w.]+\]::|\$\w+\.)(\w+)\s*\(")
_ASSIGNED = re.compile(r"(?m)(^|;)(\s*)(?:\[[\w.\[\]]+\])?\$[\w:]+\s*[+]?=(?!=)")
_TYPE = re.compile(r"\[[\w.]+(?:\[\])?\](?!::)")
_OPTION = re.compile(r"(?<=[\s;|])-([A-Za-z][A-Za-z]{1,40})(?=[\s:]|$)")
_WORD = re.compile(r"(?m)(^|[;|&]|\bthen\b)(\s*)([A-Za-z][\w-]*)(?=[\s;|'\"]|$)")
_BREAKS = str.maketrans({"{": ";", "}": ";", "(": ";", ")": ";", ",": " "})
_PARENTHESES = str.maketrans("()", ";;")
_KEYWORD = re.compile(
    r"(?mi)(^|[;|])(\s*)(?:if|elseif|else|foreach|for|while|do|try|catch|finally|switch|return|begin"
    r"|process|end|param|throw)\b"
)
_ESCAPED = re.compile(r"\^(.)")
_NO_FILE = re.compile(r"(?i)(>\s*)nul\b:?(?![\w./\\])")
_SET = re.compile(
    r"(?i)(^|[(&]\s*)set\s+"
    r"(?:\"([A-Za-z_]\w*)=([^\"]+)\"|([A-Za-z_]\w*)=((?:\"[^\"]*\"|[^\s&|<>()\"])(?:\"[^\"]*\"|[^&|<>()\"])*))"
)
_QUOTES = re.compile(r"\"[^\"]*\"|['`\"]")
_FOR_COMMANDS = re.compile(r"(?i)\bfor\s+/f\b[^(]*\(\s*(['`])(.*?)\1\s*\)\s*do\b")
_KEPT = "\x00"
MOST = 200_000
"""Characters of a script that is said anew; a longer one is not."""

TOO_LONG = f"over {MOST:,} characters of PowerShell"


def program(word: str) -> str:
    """The name of a program without its folder and ending, in small letters when it has one."""
    name = _FOLDER.sub("", word) if "\\" in word else word.rpartition("/")[2] or word
    for ending in _ENDINGS:
        if name.lower().endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)].lower()
    return name


def powershell_code(words: Sequence[str]) -> str:
    """The code that the words after ``powershell`` make it run, "" when it is a file or unknown."""
    place = 0
    while place < len(words):
        word = words[place]
        if not re.fullmatch(r"[-/][A-Za-z]+", word):
            return " ".join(words[place:])
        option = _option(word[1:].lower())
        if option == _CODE:
            return " ".join(words[place + 1 :])
        if option == _ENCODED:
            return _decoded(words[place + 1]) if place + 1 < len(words) else ""
        if option == _FILE:
            return ""
        place += 2 if option in _TAKE else 1
    return ""


def powershell_script(words: Sequence[str]) -> list[int]:
    """The place of the file that the words after ``powershell`` make it run, if they give one."""
    place = 0
    while place < len(words):
        word = words[place]
        if not re.fullmatch(r"[-/][A-Za-z]+", word):
            return [place] if word.lower().endswith(_SCRIPT) else []
        option = _option(word[1:].lower())
        if option in (_CODE, _ENCODED):
            return []
        if option == _FILE:
            return [place + 1] if place + 1 < len(words) else []
        place += 2 if option in _TAKE else 1
    return []


def _option(name: str) -> str:
    """The option that a name means: any beginning of it that is long enough to tell."""
    if name in _SHORT:
        return _SHORT[name]
    return next((o for o in (_CODE, _ENCODED, _FILE, *_TAKE) if o.startswith(name)), name)


def _decoded(word: str) -> str:
    """``-EncodedCommand``: base64 of UTF-16, little-endian."""
    try:
        return base64.b64decode(word, validate=True).decode("utf-16-le")
    except (binascii.Error, ValueError):
        return ""


def powershell(text: str) -> str:
    """A script of PowerShell as commands with words, line by line."""
    if len(text) > MOST:
        return ""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        if match["joined"] is not None:
            return " "
        if match["comment"] is not None:
            return "\n" * match[0].count("\n")
        kept.append(_quoted(match))
        return f"{_KEPT}{len(kept) - 1}{_KEPT}"

    said = _TEXT.sub(keep, text.replace(_KEPT, ""))
    said = _METHOD.sub(lambda match: f"; {match[1]} ", said)
    said = _ASSIGNED.sub(r"\1\2", said)
    said = _TYPE.sub(" ", said)
    said = _variables(said)
    said = re.sub(r"\$\{(\w+)\}", rf"{_KEPT}v\1{_KEPT}", said)
    said = re.sub(r"(?m)(^|[;|({]\s*)&\s*", r"\1", said)
    said = _KEYWORD.sub(r"\1\2", said.translate(_BREAKS))
    said = _OPTION.sub(lambda match: f"--{match[1].lower()}", said)
    said = _WORD.sub(_command, said)
    said = re.sub(rf"{_KEPT}v(\w+){_KEPT}", r"${\1}", said)
    return re.sub(rf"{_KEPT}(\d+){_KEPT}", lambda match: kept[int(match[1])], said)


def _variables(text: str) -> str:
    """The environment's variables as shell spells them; of PowerShell's own no value is known."""
    return _VARIABLE.sub(r"${\1}", _OWN_VARIABLE.sub(f"${UNKNOWN_NAME}", text))


def _command(match: re.Match[str]) -> str:
    name = match[3].lower()
    known = _CANONICAL.get(name) or _CMDLETS.get(name) or match[3]
    return f"{match[1]}{match[2]}{known}"


def _quoted(match: re.Match[str]) -> str:
    """A string as shell writes it; what is substituted in it is not known."""
    if match["single"] is not None:
        inner = match[0][1:-1].replace("''", "'")
        return "'" + inner.replace("'", "'\"'\"'") + "'"
    inner = re.sub(r"`([\s\S])", r"\1", match[0][1:-1].replace('""', '"'))
    inner = _variables(inner).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + inner.replace("`", "") + '"'


def batch_code(words: Sequence[str]) -> str:
    """The line that the words after ``cmd`` make it run, "" when they give none."""
    for place, word in enumerate(words):
        if word[:2].lower() in ("/c", "/k", "/r"):
            line = " ".join([word[2:], *words[place + 1 :]]).strip()
            return line[1:-1] if len(line) > 1 and line[0] == line[-1] == '"' else line
    return ""


def batch(text: str) -> str:
    """A line or a batch file for cmd as commands with words, line by line."""
    lines = [_batch_line(line) for line in text.split("\n")]
    return "\n".join(lines)


def _path(word: str) -> str:
    return word if "://" in word else word.replace("\\", "/")


def _literal(match: re.Match[str]) -> str:
    """What ``^`` makes a character like others; a pipe of ``for /f`` is written so and is one."""
    return f"'{match[1]}'" if match[1] in "<>" else match[1]


def _batch_line(line: str) -> str:
    line = line.replace(_KEPT, "").strip().lstrip("@")
    if re.match(r"(?i)(?:rem\b|::|:\w)", line):
        return ""
    line = _FOR_COMMANDS.sub(r"\2 &", line)
    line = _QUOTES.sub(_unquoting, line)
    line = _ESCAPED.sub(_literal, re.sub(r"(?i)&\s*rem\b.*", "", line))
    line = _NO_FILE.sub(r"\1/dev/null", line)
    line = re.sub(r"%%?~?(\w+)%?", r"${\1}", line)
    line = re.sub(r"(?i)^(?:call|if\s+(?:not\s+)?(?:exist|defined)\s+\S+|else)\s+", "", line)
    line = re.sub(r"\S+", lambda word: _path(word[0]), line).replace(_KEPT, "\\")
    line = _SET.sub(lambda found: _assigned(found, line), line)
    line = re.sub(r"(?<![&>])&(?![&>])", ";", line)
    return line.translate(_PARENTHESES)


def _unquoting(match: re.Match[str]) -> str:
    """Only double quotes quote there, up to the end of the line at most."""
    found = match[0]
    if len(found) > 1:
        return found.replace("`", f"{_KEPT}`")
    return "" if found == '"' else _KEPT + found


def _assigned(match: re.Match[str], line: str) -> str:
    """``set NAME=all that follows`` as a shell assigns it, for the lines behind this one.

    cmd puts the values of variables into a line before it runs any of it.
    """
    if f"${{{match[2] or match[4]}}}" in line[match.end() :]:
        return match[0]
    value = (match[3] or match[5]).rstrip().replace('"', "")
    return f'{match[1]}{match[2] or match[4]}="{value}" '
