"""Prints what pyan3 says that uses what: names by names, as JSON.

A process of pyan3's environment: `python graph_of_pyan.py FILE…`, in the folder of the modules.
"""

import json
import sys
from importlib import import_module
from pathlib import Path


def main() -> int:
    """Draw the graph of all files together."""
    files = [str(Path(name).resolve()) for name in sys.argv[1:]]
    visitor = import_module("pyan.analyzer").CallGraphVisitor
    said = visitor(files, root=str(Path.cwd())).uses_edges
    graph: dict[str, list[str]] = {}
    for caller, called in said.items():
        graph.setdefault(caller.get_name(), []).extend(node.get_name() for node in called)
    print(json.dumps(graph))
    return 0


if __name__ == "__main__":
    sys.exit(main())
