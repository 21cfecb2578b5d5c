"""Checks what was built: that quotes are the text, claims whole and everywhere, files uncut, shapes kept.

One line a violation, with what to do. Exit status: 0 nothing found, 1 something found, 2 nothing to check.
"""

import argparse
from pathlib import Path

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `kg check`."""
    parser.add_argument(
        "--without-shapes", action="store_true", help="leave out the SHACL shapes, which take longest"
    )
    parser.add_argument("-o", "--output", default="output", help="the output folder (default: output)")


def run(arguments: argparse.Namespace) -> int:
    """Prints the violations, and how many there are."""
    from kg.cli.built import report
    from kg.cli.terminal import safe
    from kg.store.checks import CHECKS, Build
    from kg.store.output import reading

    checks = list(CHECKS)
    if not arguments.without_shapes:
        from kg.store.shapes import shapes_are_kept

        checks.append(shapes_are_kept)
    found = 0
    with reading(Path(arguments.output)) as folder:
        build = Build.at(folder, report(folder))
        for check in checks:
            name = check.__name__.replace("_", " ")
            for violation in check(build):
                found += 1
                print(safe(f"{name}: {violation.where}: {violation.what}; {violation.remedy}"))
        documents = len(build.documents)
    print(f"{len(checks)} checks of {documents:,} documents: {found:,} violations")
    return 1 if found else 0
