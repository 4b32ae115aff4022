"""Lines for PowerShell and cmd are said anew: line by line, bounded, whatever they hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidewaiter.reading.shell import windows

_PARTS = st.sampled_from(
    ["iwr", "$env:X", "'", '"', "`", "(", ")", "{", "}", "<#", "#>", "#", ";", "|", "[A]::b(", "\n",
     "-Uri", " ", "%X%", "^", "&", "@", "::", "$x.y(", "if", "a"]
)  # fmt: skip


@given(st.lists(_PARTS, max_size=40).map("".join))
def test_any_text_is_said_anew_with_no_more_lines(text: str) -> None:
    assert windows.powershell(text).count("\n") <= text.count("\n")
    assert windows.batch(text).count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["-NoP", "-W", "Hidden", "-Command", "a", "b"], "a b"),
        (["-ep", "bypass", "-c", "a"], "a"),
        (["a; b"], "a; b"),
        (["-File", "x.ps1"], ""),
        (["-e", "!"], ""),
        (["-enc"], ""),
        ([], ""),
    ],
)
def test_the_code_is_what_stands_behind_the_option(words: list[str], code: str) -> None:
    assert windows.powershell_code(words) == code


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("powershell.exe", "powershell"),
        (r"C:\Windows\System32\cmd.exe", "cmd"),
        ("%SystemRoot%\\System32\\REG.EXE", "reg"),
        ("/usr/bin/python3", "python3"),
        ("./run.sh", "run.sh"),
        (".exe", ".exe"),
    ],
)
def test_programs_are_called_by_their_names(word: str, name: str) -> None:
    assert windows.program(word) == name
