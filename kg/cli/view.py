"""Writes the graph as a page that any browser opens, offline: the network, and every passage behind it.

kg view --focus 'Ana Lukic' --out ana.html
"""

import argparse
import sys
from pathlib import Path

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `kg view`."""
    parser.add_argument("--focus", metavar="WHAT", help="the entity to start on: a name, an alias or its id")
    parser.add_argument(
        "--out", default="graph.html", metavar="FILE", help="the file to write, or - (default: graph.html)"
    )
    parser.add_argument("-o", "--output", default="output", help="the output folder (default: output)")


def run(arguments: argparse.Namespace) -> int:
    """Writes the page."""
    from kg.export import replacing
    from kg.resolution import entities
    from kg.store.documents import Documents
    from kg.store.names import resolve
    from kg.store.output import reading
    from kg.view import page

    with reading(Path(arguments.output)) as folder:
        documents = Documents(folder / "documents")
        known = entities(documents)
        focus = None if arguments.focus is None else resolve(known, arguments.focus)[0]
        html = page(documents, known, focus=focus)
    if arguments.out == "-":
        sys.stdout.write(html)
        return 0
    with replacing(Path(arguments.out)) as file:
        file.write(html.encode())
    print(arguments.out)
    return 0
