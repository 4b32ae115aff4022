"""What a library's call gives does something when it is called, not when it is made."""

from pathlib import Path

from tests.support.inspected import uses_of

from tidewaiter.model.phase import Phase

PACKAGE = {"PKG-INFO": "Metadata-Version: 2.1\nName: acme\nVersion: 1\n"}


def test_a_factory_of_a_default_runs_with_each_object_that_is_made(tmp_path: Path) -> None:
    text = """
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.utils import from_env
from pydantic import Field
class Model(BaseChatModel):
    base: str = Field(default_factory=from_env("ACME_BASE", default=None))
"""
    uses = uses_of(tmp_path, "acme-1.tar.gz", {**PACKAGE, "acme/__init__.py": text})
    assert [(use.phase, use.entry, use.destination) for use in uses] == [
        (Phase.CALL, "acme.Model()", "ACME_BASE")
    ]
    assert [step.line for step in uses[0].path] == [6]
