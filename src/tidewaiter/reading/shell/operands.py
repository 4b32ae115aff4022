"""What is known of commands by name: which options take a word, what they wrap, what is operand."""

import re
from collections.abc import Sequence

from tidewaiter.reading.shell import windows
from tidewaiter.reading.shell.words import FOUND

WRAPPERS = frozenset(
    {
        *("sudo", "doas", "env", "exec", "nohup", "time", "xargs", "npx", "cross-env", "command"),
        *("nice", "start", "shx", "srun"),
    }
)
"""Commands of which the rest of the line is a command."""

INTERPRETER = re.compile(r"(python[\d.]*|node|nodejs|bun|sh|bash|dash|zsh|ksh|ash)(\.exe)?")
"""What runs the text that it is given on its standard input when it is given no script."""

_PYTHON = re.compile(r"(?:python|pypy)[\d.]*|py")

EACH = {
    **dict.fromkeys(("rm", "rmdir", "unlink", "shred", "del", "rimraf", "touch", "mkdir"), 0),
    **dict.fromkeys(("cat", "head", "tail", "less", "more", "nl", "tac", "strings", "tee"), 0),
    **dict.fromkeys(("chmod", "chown", "chgrp"), 1),
}
"""Commands that do the same to each operand, after so many that are for all of them."""

WRITES = {
    "curl": frozenset({"-o", "--output"}),
    "wget": frozenset({"-O", "--output-document"}),
    **dict.fromkeys(("Invoke-WebRequest", "Invoke-RestMethod"), frozenset({"--outfile"})),
    "Start-BitsTransfer": frozenset({"--destination"}),
}
"""Options that name the file a command writes what it fetched to."""

_FROM_STANDARD_INPUT = "-s"
_CODE = frozenset({"-c", "-e", "--eval"})
_OTHER = _CODE | {"-m", "-p", "-V", "-v", "--version", "--help"}
"""Options with which an interpreter runs no script, or one that it finds elsewhere."""

SLASHED = frozenset(
    {
        *("attrib", "bitsadmin", "cmd", "cmdkey", "copy", "del", "erase", "icacls", "msiexec"),
        *("net", "netsh", "rd", "reg", "regsvr32", "robocopy", "runas", "sc", "schtasks", "setx"),
        *("shutdown", "start", "takeown", "taskkill", "tasklist", "wmic", "wusa", "xcopy"),
    }
)
"""Commands whose options may begin with a slash."""

_SLASH = re.compile(r"/[A-Za-z?][\w-]*(?::\S*)?")
_CLUSTER = re.compile(r"-[a-zA-Z]{2,5}")
_ASKS = re.compile(r"-p?[vV]")
"""``command -v git`` only tells what would run."""


_OF_FIND = frozenset({FOUND, ";", "+"})
"""What stands behind ``find -exec`` for the files that are found, and for the end."""


def _options(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TAKE = {
    "curl": _options(
        "-o -H -d -X -A -e -u -x -b -c -F -T -w -m -E -K -r -z --output --header --data --data-raw"
        " --data-binary --data-urlencode --request --user-agent --referer --user --proxy --cookie"
        " --cookie-jar --form --upload-file --write-out --max-time --connect-timeout --retry"
        " --retry-delay --cert --key --cacert --config --resolve"
    ),
    "wget": _options(
        "-O -P -o -a -U -e -t -T -w --output-document --directory-prefix --header --user-agent"
        " --tries --timeout --post-data --post-file --user --password"
    ),
    **dict.fromkeys(("ssh", "scp", "sftp"), _options("-i -p -P -o -l -F -J -L -R -D -b -c")),
    **dict.fromkeys(("head", "tail"), _options("-n -c --lines --bytes")),
    **dict.fromkeys(("sudo", "doas"), _options("-u -g -h -p -C --user --group")),
    **dict.fromkeys(("npm", "yarn", "pnpm"), _options("-C --prefix --cwd --dir")),
    "concurrently": _options("-n -c --names --prefix-colors --max-processes -m --restart-tries"),
    "touch": _options("-d -r -t --date --reference"),
    "mkdir": _options("-m --mode"),
    "git": _options("-C -c"),
    **dict.fromkeys(("make", "gmake"), _options("-C -f -I -o -W --directory --file --makefile")),
    "env": _options("-u -C --unset --chdir"),
    "exec": _options("-a"),
    **dict.fromkeys(
        ("sbatch", "srun", "salloc"),
        _options(
            "-o -e -i -J -p -t -N -n -c -a -d -D -A -q -w -x -C --output --error --input --job-name"
            " --partition --time --nodes --ntasks --cpus-per-task --array --dependency --chdir"
            " --account --qos --nodelist --exclude --constraint --mem --gres --cpu-bind --export"
        ),
    ),
    "scancel": _options("-s -u -n -p -t -A -w --signal --user --name --partition --state"),
    "nice": _options("-n --adjustment"),
    "time": _options("-f -o"),
    "npx": _options("-p --package"),
    **dict.fromkeys(
        ("node", "nodejs"),
        _options("-r --require --import --loader --experimental-loader -C --conditions --env-file"),
    ),
    **dict.fromkeys(("python", "python2", "python3"), _options("-W -X")),
    "schtasks": _options("/tn /tr /sc /st /ru /rp /s /u /p /f /mo /d"),
    "reg": _options("/v /t /d /s"),
    "taskkill": _options("/fi /s /u /p"),
    **dict.fromkeys(
        ("Invoke-WebRequest", "Invoke-RestMethod", "Start-BitsTransfer"),
        _options("--outfile --destination --method --body --headers --useragent --infile"),
    ),
    "xargs": _options("-I -n -P -L -d -a -s -E --max-args --max-procs --delimiter --arg-file"),
}
"""Options that take the word after them, by command."""


def operands(name: str, words: Sequence[str]) -> list[int]:
    """The places of the words that are neither options nor what these take.

    Args:
        name: The command.
        words: The words after it as they are known, "" for those that are not.
    """
    if name in windows.POWERSHELL:
        return windows.powershell_script(words)
    if INTERPRETER.fullmatch(name) and _FROM_STANDARD_INPUT in words:
        return []
    takes = _TAKE.get(name, frozenset()) | _CODE  # what -c is given is code, not what it is run on
    return [
        place
        for place, word in enumerate(words)
        if not is_option(word, name)
        and word not in _OF_FIND
        and not (place and _takes_next(words[place - 1], takes))
    ]


def runs_what_it_is_given(name: str, words: Sequence[str]) -> bool:
    """Whether a command runs the text on its standard input."""
    given = [place for place in operands(name, words) if words[place] != "-"]
    return bool(INTERPRETER.fullmatch(name)) and not given and _OTHER.isdisjoint(words)


def is_option(word: str, name: str = "") -> bool:
    """Whether a word is an option; "-" is none, "/f" is one of some commands of Windows."""
    if name in SLASHED and _SLASH.fullmatch(word):
        return True
    return len(word) > 1 and word.startswith("-")


def letters(option: str, name: str) -> list[str]:
    """The options that one word stands for: ``-lvp`` is ``-l -v -p``."""
    if name not in windows.POWERSHELL and _CLUSTER.fullmatch(option):
        return [f"-{letter}" for letter in option[1:]]
    return [option]


def wrapped(name: str, words: Sequence[str]) -> int | None:
    """Where in the words after a command the one starts that it runs, if it runs any."""
    if name == "find":
        runs = [place for place, word in enumerate(words) if word in ("-exec", "-execdir", "-ok")]
        return runs[0] + 1 if runs and runs[0] + 1 < len(words) else None
    if not name or _PYTHON.fullmatch(name):  # ``"$PYTHON" -m pip install x`` is pip, too
        first = next((p for p, word in enumerate(words) if not is_option(word) or word == "-m"), 0)
        return first + 1 if words[first : first + 1] == ["-m"] and words[first + 1 :] else None
    if name not in WRAPPERS or (name == "command" and words and _ASKS.fullmatch(words[0])):
        return None
    return next((place for place in operands(name, words) if "=" not in words[place]), None)


def _takes_next(option: str, takes: frozenset[str]) -> bool:
    return option in takes or (bool(_CLUSTER.fullmatch(option)) and f"-{option[-1]}" in takes)
