"""The command line: one table of commands, of which only the one asked for is imported.

A command is a module with `add_arguments(parser)`, which must be cheap, and `run(arguments)`, which
imports what it needs, does the work and returns the exit status. Its docstring is its `--help` text.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from kg import __version__

__all__ = ["COMMANDS", "main"]

COMMANDS = {
    "build": ("kg.cli.build", "read files and folders and build the graph from them"),
    "query": ("kg.cli.query", "ask what was built, in SPARQL or by the name of a shipped query"),
    "export": ("kg.cli.export", "write the graph, the claims or the mentions in another format"),
    "explain": ("kg.cli.explain", "show each passage behind an entity or a claim, and who said it"),
    "view": ("kg.cli.view", "write the graph as a page that any browser opens"),
    "check": ("kg.cli.check", "check what was built against the ontology's shapes and rules"),
    "evaluate": ("kg.cli.evaluate", "score what was built against a folder of gold annotation"),
}

DONE, SOME_FAILED, NOTHING_DONE, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status; errors made on purpose become one line."""
    if arguments is None:
        _speak_utf8()
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(words)
    except KeyboardInterrupt:
        return _say("interrupted; what was built before is untouched", INTERRUPTED)
    except BrokenPipeError:
        _drop_output()
        return PIPE_CLOSED
    except Exception as error:
        return _failed(error)


def _speak_utf8() -> None:
    """Starts anew in Python's UTF-8 mode where the locale would have file names read otherwise.

    Names of files stand in what is built, which must not depend on who builds it.
    """
    if sys.getfilesystemencoding() == "utf-8" or sys.flags.utf8_mode:
        return
    import os

    os.environ["PYTHONUTF8"] = "1"
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


def _run(words: list[str]) -> int:
    """The status of the command, help and usage included; nothing is left unwritten."""
    try:
        status = _command(words)
    except SystemExit as leaving:  # how argparse ends after help, version and bad usage
        status = int(leaving.code or DONE)
    sys.stdout.flush()
    return status


def _command(words: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):  # a terminal that lacks a letter is no reason to fail
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    parser = _Parser(
        prog="kg", description="Builds knowledge graphs of who says what, with the source of it."
    )
    parser.add_argument("--version", action="version", version=f"kg {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    chosen = next((word for word in words if not word.startswith("-")), None)
    command = parser
    run = None
    for name, (target, summary) in COMMANDS.items():
        if name != chosen:
            commands.add_parser(name, help=summary, add_help=False)
            continue
        module = import_module(target)
        command = commands.add_parser(
            name,
            help=summary,
            description=module.__doc__,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        module.add_arguments(command)
        run = module.run
    parsed, unknown = parser.parse_known_args(words)
    if unknown or run is None:
        command.error(f"unrecognized arguments: {' '.join(unknown)}")
    return int(run(parsed))


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line that says what to do."""

    def error(self, message: str) -> NoReturn:
        self.exit(NOTHING_DONE, f"{self.prog}: {message}; see {self.prog} --help\n")


def _failed(error: Exception) -> int:
    from kg.errors import KgError

    if isinstance(error, KgError):
        return _say(str(error), NOTHING_DONE)
    if isinstance(error, OSError):
        _drop_output()
        what = error.strerror or str(error)
        return _say(what if error.filename is None else f"{error.filename}: {what}", NOTHING_DONE)
    import traceback

    traceback.print_exc()
    return _say("this is a fault of kg, not of your input; please report the lines above", NOTHING_DONE)


def _drop_output() -> None:
    """What standard output does not take is given up, or Python would complain of it once more at exit."""
    import os

    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(message: str, status: int) -> int:
    print("kg:", *message.split(), file=sys.stderr)
    return status
