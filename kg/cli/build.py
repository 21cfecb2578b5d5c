"""Reads files and folders, extracts what they claim, and builds the graph."""

import argparse

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `kg build`."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file or a folder of documents")
    parser.add_argument("-o", "--output", default="output", help="the output folder (default: output)")


def run(arguments: argparse.Namespace) -> int:
    """Builds, and says what was made."""
    raise SystemExit(f"not built yet: {arguments.paths}")
