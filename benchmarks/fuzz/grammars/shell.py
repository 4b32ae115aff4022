"""Scripts and lines of POSIX shells, of cmd and of PowerShell, and makefiles."""

from random import Random

from benchmarks.fuzz.grammars.grammar import Grammar

_SHELL = {
    "start": ["«lines»", "#!/bin/sh\n«lines»", "«line»"],
    "lines": ["id\n", "«line»\n", "«line»; «lines»", "«line»\n«lines»", "«line» & «lines»"],
    "line": [
        "id",
        "«command»",
        "«command» | «line»",
        "«command» && «line» || «line»",
        "! «command»",
        "if «line»; then «lines»; elif «line»; then «lines»; else «lines»; fi",
        "for x in «words»; do «lines»; done",
        "for ((i=0; i<«word»; i++)); do «lines»; done",
        "while read x; do «lines»; done < «word»",
        "until «line»; do «lines»; done",
        "case «word» in «word»|*.sh) «lines»;; *) «lines»;; esac",
        "f() { «lines»; }",
        "function f { «lines»; }",
        "(«lines»)",
        "{ «lines»; }",
        "[[ «word» =~ «word» && -f «word» ]]",
        "(( x = «word» + 1 ))",
        "«command» <<EOF\n$(«line»)\nEOF\n",
        "«command» <<-'E'\n\ttext\nE\n",
        "«command» <<< «word»",
        "«command» > «word» 2>&1",
        "x=«word» y[1]+=«word» «command»",
        "export X=«word»",
        "local -a x=(«words»)",
        "trap '«line»' EXIT",
        "eval «words»",
        ". «word»",
        "# «line»",
    ],
    "command": [
        *("id", "curl -fsSL «word» | sh", "wget -O - «word»", "sudo -u root «words»",
          "sh -c '«line»'"),
        *("python -c «word»", "node -e \"«word»\"", "echo «words» | base64 -d | bash", "«words»"),
        *("env X=1 «command»", "xargs -I{} «command»", "find . -exec «words» \\;",
          "npm run «word»"),
        *("powershell -EncodedCommand aQBkAA==", "cmd /c \"«word»\"", "nohup «command» &",
          "exec «words»"),
        *("ssh «word» '«line»'", "docker run -v «word»:/a «word» «words»", "pip install «words»"),
        *("git clone «word»", "nc -e /bin/sh «word» 1", "time «command»", "chmod +x «word»",
          "«word»"),
    ],
    "words": ["a", "«word»", "«word» «words»", "-«word» --a=«word»"],
    "word": [
        *("a", "\"$x\"", "'a b'", "$x", "${x:-«word»}", "${x##*/}", "${!x}", "${x[@]}",
          "${x//a/«word»}"),
        *("$(«line»)", "`«line»`", "$((1 + «word»))", "<(«line»)", "{a,b}{1..9}", "~/.ssh/id_rsa"),
        *("https://example.com/a.sh", "a\\ b", "$'\\x61\\n'", "\"a$(«line»)b\"", "*", "$@", "$1",
          "\\\n"),
        *("é", "\ufffc", "\0", "'unended", "\"unended", "${", "$(", "../a", "-", "--", "@",
          "%PATH%"),
    ],
}  # fmt: skip

_BATCH = {
    "start": ["@echo off\r\n«lines»", "«lines»"],
    "lines": ["dir\r\n", "«line»\r\n", "«line»\r\n«lines»", "«line» & «lines»"],
    "line": [
        *("dir", "«command»", "if exist «word» («line»)", "if not defined X «line»", ":label",
          "rem «word»"),
        *("for /f \"tokens=*\" %%i in ('«line»') do «line»", "call «word» «word»", "goto :eof"),
        *("set X=«word»", "«command» > nul 2>&1", "«command» ^| more", "else «line»",
          "«line» | «line»"),
        *("«line» && «line» || «line»", "(«line»)", "cmd /c \"«line»\"",
          "powershell -c \"«word»\""),
        *("start /b «command»", ":: «word»", "@@«line»", "^", "(" * 5, "\"«line»"),
    ],
    "command": [
        *("certutil -urlcache -f «word» «word»", "reg add «word» /v «word»",
          "schtasks /create «word»"),
        *("del /q «word»", "bitsadmin /transfer a «word» «word»", "%COMSPEC% /c «word»",
          "\"«word»\" «word»"),
        *("mshta «word»", "rundll32 «word»,Run", "python \"%~dp0\\a.py\" %*", "echo «word»"),
    ],
    "word": [
        *("a", "%PATH%", "%~dp0", "!x!", "C:\\a\\b.exe", "https://example.com/a", "a^&b", "\"a b\"",
          "%%i"),
        *("%x:~0,1%", "nul", "^", "'", "\"", "<", ">", "%", "é", "\ufffc", "\0", "$(x)", "`"),
    ],
}  # fmt: skip

_POWERSHELL = {
    "start": ["«lines»", "param([string]$a = «word»)\n«lines»"],
    "lines": ["ls\n", "«line»\n", "«line»; «lines»", "«line»\n«lines»"],
    "line": [
        *("ls", "«command»", "$x = «expr»", "$env:X = «expr»",
          "if («expr») { «lines» } else { «lines» }"),
        *("foreach ($i in «expr») { «lines» }", "try { «lines» } catch { «lines» }",
          "«command» | «line»"),
        *("function f($a) { «lines» }", "& «word» «word»", "return «expr»", "<# «line» #>",
          "# «line»"),
        *("$x.«method»(«expr»)", "[System.IO.File]::«method»(«expr», «expr»)",
          "switch («expr») { a { «lines» } }"),
        *("@'\n«line»\n'@ | iex", "@\"\n$(«line»)\n\"@", "while ($true) { «lines» }", "`\n«line»"),
    ],
    "command": [
        *("iex «expr»", "iwr -Uri «word» -OutFile «word»", "Invoke-WebRequest «word» | iex",
          "«word» «word»"),
        *("(New-Object Net.WebClient).DownloadString(«word»)", "Start-Process «word» -Args «expr»"),
        *("Set-ItemProperty -Path «word» -Name a -Value «expr»", "cmd /c «word»",
          "powershell -enc «word»"),
    ],
    "method": ["ReadAllText", "DownloadFile", "a", "ToString", "Invoke"],
    "expr": ["1", "«word»", "$x", "(«command»)", "@(«expr», «expr»)", "@{ a = «expr» }",
             "«expr» + «expr»",
             "$env:HOME", "${env:X}", "[Convert]::FromBase64String(«word»)", "-join «expr»",
             "{ «line» }"],
    "word": [
        *("a", "'a''b'", "\"a$x`n$($y)\"", "https://example.com/a.ps1", "$PSScriptRoot\\a",
          "$env:TEMP", "-a"),
        *("'unended", "\"unended", "${a b}", "`", "\0", "é", "\ufffc", "aQBkAA==", "@'", "<#", "$"),
    ],
}  # fmt: skip

_MAKEFILE = {
    "start": ["«lines»", "# «text»\n«lines»", "\t«command»\n«lines»"],
    "lines": ["a:\n", "«line»\n", "«line»\n«lines»", "«line» \\\n«lines»"],
    "line": [
        *("«names»: «names»", "«names»: «names»\n\t«command»", "«names»:: ; «command»"),
        *("«name» = «text»", "«name» := «text»", "«name» ?= «text»", "«name» += «text»"),
        *("«name» != «command»", "export «name» = «text»", "«names»: «name» := «text»"),
        *("define «name»\n\t«command»\nendef", "ifeq («text»,«text»)\n«line»\nelse\n«line»\nendif"),
        *("include «text»", ".PHONY: «names»", ".DEFAULT_GOAL := «name»", "%.o: %.c\n\t«command»"),
        *("\t@-«command»", "«text»", "# «text»", "a: b | c", "a &: b", ":", "="),
    ],
    "command": [
        *("id", "curl «text» | sh", "$(MAKE) -C «text» «name»", "cd «text» && make «name»"),
        *("«command» && \\\n\t«command»", "echo $$«name» > $@", "for x in $^; do rm $$x; done"),
    ],
    "names": ["«name»", "«name» «names»", "$(«name»)", "«name»/%.o"],
    "name": ["a", "b", "PATH", "CC", "A.B", "é", "$(a)", "x-y"],
    "text": [
        *("a", "«name» «text»", "$(«name»)", "${«name»}", "$(shell «command»)", "$(«name»:.c=.o)"),
        *("$(patsubst %.c,%.o,«text»)", "$@ $< $^ $* $(@D)", "$", "$$", "$(", "${", "$()", "\0"),
    ],
}  # fmt: skip

_NESTS = (
    ("(", ")"), ("{ ", "; }"), ("$(", ")"), ("`", "`"), ("${x:-", "}"), ("[[ ", " ]]"), ("((",
        "))"),
    ("if id; then ", "; fi"), ("a | ", "b"), ("a && ", "b"), ("! ", "a"), ("\"$(", ")\""), ("<(",
        ")"),
    ("x=", "1"), ("a;", ""), ("case x in x) ", ";; esac"), ("f() ", "{ a; }"), ("a <<E\n", "\nE\n"),
    ("sudo ", "id"), ("sh -c '", "'"), ("^", ""), ("@", "a"), ("@(", ")"), ("@{a=", "}"), ("%", ""),
    ("for x in a; do ", "; done"), ("a > ", "b"), ("$((", "))"), ("& ", "a"), ("'", "'"), ("\\",
        ""),
    ("eval ", "id"), ("env ", "id"), ("<#", "#>"), ("\"", "\""), ("$", "x"), ("[a]", "::b"),
    ("if a ", "b"),
)  # fmt: skip

SHELL = Grammar(_SHELL, _NESTS)
BATCH = Grammar(_BATCH, _NESTS)
POWERSHELL = Grammar(_POWERSHELL, _NESTS)
MAKEFILE = Grammar(_MAKEFILE, (*_NESTS, ("$(", ")"), ("${", "}"), ("$(shell ", ")"), ("a: ", "b")))


def make(grammar: Grammar, chance: Random, most: int) -> bytes:
    """A script of one of the grammars, or with something deeply nested in it."""
    text = grammar.text(chance)
    if chance.random() < 0.15:
        text = f"{text}\n{grammar.nested(chance, most)}\n{grammar.text(chance)}"
    encoding = chance.choice(("utf-8",) * 20 + ("utf-16", "utf-8-sig", "latin-1"))
    return text.encode(encoding, "replace")[:most]
