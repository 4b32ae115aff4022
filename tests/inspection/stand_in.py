"""A worker whose chain does what the file's name says, so that losing one can be tested."""

import sys
import time
import types
from pathlib import Path
from typing import Any

from tidewaiter.model.profile import EntryPoint, Phase, Profile
from tidewaiter.model.report import ArtifactReport

done: list[str] = []


def inspect_artifact(
    path: Path, filename: str, kind: Any, options: Any, store: Any, announce: Any, distrust: Any
) -> tuple[ArtifactReport, Profile]:
    if filename.startswith("crash") and not distrust:
        announce("a" * 64)
        sys.stdout.close()
        __import__("os")._exit(139)
    if filename.startswith("vanish"):
        __import__("os")._exit(1)
    if filename.startswith("always"):
        announce(str(len(distrust)) * 64)
        __import__("os")._exit(139)
    if filename.startswith("sleep"):
        time.sleep(60)
    if filename.startswith("hungry"):
        raise MemoryError
    if filename.startswith("defect"):
        raise KeyError("secret of the package")
    if filename.startswith("crowded") and done:
        raise SystemError if "frame" in filename else MemoryError
    done.append(filename)
    print("a stray line on standard output")
    names = sorted(distrust) or ["lone \udc80 surrogate"]
    artifact = ArtifactReport(
        filename=filename, kind=kind, sha256="", size=0, inspected=True, members=1, complete=True
    )
    entries = tuple(EntryPoint(Phase.BIN, name, "x") for name in names)
    return artifact, Profile((), entries, ())


chain: Any = types.ModuleType("tidewaiter.inspection.chain")
chain.inspect_artifact = inspect_artifact
chain.ChainOptions = lambda **fields: fields
sys.modules["tidewaiter.inspection.chain"] = chain

if __name__ == "__main__":
    from tidewaiter.inspection.worker import main

    sys.exit(main())
