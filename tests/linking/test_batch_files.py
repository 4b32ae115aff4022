"""Files for cmd: what it quotes and assigns is not what other shells do."""

from pathlib import Path

from tests.support.inspected import uses_of

PACKAGE = {"PKG-INFO": "Metadata-Version: 2.1\nName: acme\nVersion: 1\n"}


def told(folder: Path, *lines: str) -> set[tuple[str, str]]:
    """Each capability of a batch file with what it is about."""
    text = "\r\n".join(lines)
    uses = uses_of(folder, "acme-1.tgz", {**PACKAGE, "docs/make.bat": text})
    return {(use.capability, use.destination or "") for use in uses}


def test_words_in_back_quotes_are_printed(tmp_path: Path) -> None:
    assert not told(tmp_path, "echo.Please use `make ^<target^>` where ^<target^> is one of")


def test_an_apostrophe_opens_nothing(tmp_path: Path) -> None:
    found = told(tmp_path, "echo If you don't have it", "del a.txt", "echo you can't go on")
    assert found == {("fs.delete", "a.txt")}


def test_a_variable_is_what_set_made_it(tmp_path: Path) -> None:
    lines = ["set BUILDDIR=_build", 'if "%1" == "clean" (', "\tdel /q /s %BUILDDIR%\\*", ")"]
    assert told(tmp_path, *lines) == {("fs.delete", "_build/*")}
    quoted = ['@set "KEPT=a b" & set OTHER=c', "del %OTHER%"]
    assert told(tmp_path, *quoted) == {("fs.delete", "c")}


def test_commands_of_for_run_in_either_quotes(tmp_path: Path) -> None:
    for line in (
        "for /f %%i in ('del a.txt') do echo %%i",
        'for /f "usebackq" %%i in (`del a.txt`) do echo %%i',
    ):
        assert ("fs.delete", "a.txt") in told(tmp_path, line)
