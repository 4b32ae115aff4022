# --- a test gets by the name of a parameter what pytest makes
# member tests/test_shop.py
import os
def test_shop(tmp_path, monkeypatch):
    monkeypatch.setenv("MODE", "slow")  # want env.write @test -> "MODE"
    monkeypatch.setattr(os, "remove", print)  # want code.patch @test -> "os.remove"
    (tmp_path / "a.txt").write_text("a")  # want fs.write @test -> "{…}/a.txt"
# --- what a function of the library is given is not said by its parameter's name
def shop(tmp_path, monkeypatch):
    monkeypatch.setenv("MODE", "slow")
    (tmp_path / "a.txt").write_text("a")
# --- a parameter of a test that has a default is none of pytest's
# member tests/test_shop.py
def _shop(monkeypatch=None):
    monkeypatch.setenv("MODE", "slow")
def test_shop():
    _shop()
# --- nor does it have to say of which class that is
# member tests/test_shop.py
from typing import Any
def test_shop(monkeypatch: Any):
    monkeypatch.setenv("MODE", "slow")  # want env.write @test -> "MODE"
# --- what a test replaces in a module of the library
# member tests/test_shop.py
from unittest.mock import patch
import acme.tills as tills
from acme.tills import Till
def test_shop():
    with patch.object(tills, "ring"):  # want code.patch @test -> "acme.tills.ring"
        pass
    with patch.object(Till, "open"):  # want code.patch @test -> "acme.tills.Till.open"
        pass
