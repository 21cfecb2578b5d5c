"""Scores what was built against a folder of gold annotation, NAME.gold.json for the document NAME.

    kg evaluate gold/ --texts texts/ --misses casualty

Precision, recall and F1 for each family of claims and type of name; how often time, place, polarity and
speaker are right on the claims that match; and how many quotes are not the document's text, which must be 0.
"""

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.evaluation import Measure, Result
    from kg.evaluation.gold import TextOf

__all__ = ["add_arguments", "figures", "run"]

_COLUMNS = ("precision", "recall", "f1", "gold", "found")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `kg evaluate`."""
    parser.add_argument("gold", metavar="GOLD", help="the folder of NAME.gold.json files")
    parser.add_argument(
        "--texts", metavar="DIR", help="the folder of NAME.txt (default: GOLD, then the documents as built)"
    )
    parser.add_argument(
        "--misses", metavar="KIND", help="show what was missed or is spare: of a kind, a family, or all"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("-o", "--output", default="output", help="the output folder (default: output)")


def run(arguments: argparse.Namespace) -> int:
    """Prints the figures."""
    from kg.evaluation import read_gold, score
    from kg.store.output import reading

    with reading(Path(arguments.output)) as folder:
        texts = Path(arguments.texts or arguments.gold)
        golds = read_gold(Path(arguments.gold), _texts(texts, folder / "documents"))
        claims, mentions = (list(_records(folder / name)) for name in ("claims.jsonl", "mentions.jsonl"))
    result = score(golds, claims, mentions)
    if arguments.misses:
        _print_misses(result, arguments.misses)
    if arguments.json:
        print(json.dumps(figures(result), ensure_ascii=False, indent=1))
    else:
        _print(result)
        built = {gold.name for gold in golds} & {record["document"] for record in (*claims, *mentions)}
        print(f"{len(golds)} documents with gold, of which {len(built)} were built with claims or names")
    return 0


def figures(result: "Result") -> dict[str, Any]:
    """The result as plain data, its keys those of the shared scorer."""
    entities: dict[str, dict[str, Any]] = {name: _row(m) for name, m in result.entities.items()}
    entities["named"]["armed type right"] = result.armed
    return {
        "claims": {name: _row(measure) for name, measure in result.families.items()},
        "closed kinds": _row(result.closed),
        "all kinds, recall": result.every.recall,
        "facets on matched claims": dict(result.facets),
        "exact kind on matched claims": result.exact_kind,
        "quotes that are not the document's text": result.ungrounded,
        "entities": entities,
    }


def _row(measure: "Measure") -> dict[str, float]:
    return {column: getattr(measure, column) for column in _COLUMNS}


def _texts(folder: Path, built: Path) -> "TextOf":
    """Looks a document's text up in a folder of texts, else in what was built, unknown names in neither."""
    from kg.store.documents import Documents

    stored: dict[str, str] = {}

    def text_of(name: str) -> str | None:
        path = folder / f"{name}.txt"
        if path.is_file():
            return path.read_bytes().decode("utf-8")
        if not stored:
            stored.update((e.document.name, e.document.text) for e in Documents(built))
        return stored.get(name)

    return text_of


def _records(path: Path) -> Iterator[Mapping[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _print_misses(result: "Result", kind: str) -> None:
    from kg.cli.terminal import safe

    for miss in result.misses:
        if kind in (miss.kind, miss.family, "all"):
            print(
                safe(f"{miss.what:7} {miss.document[:24]:24} {miss.kind:16} {' '.join(miss.quote.split())}")
            )


def _print(result: "Result") -> None:
    from kg.cli.terminal import print_lines

    rows = [
        *(("claims: " + name, measure) for name, measure in result.families.items()),
        ("claims: closed kinds", result.closed),
        *(("names: " + name, measure) for name, measure in result.entities.items()),
    ]
    cells = [[name, *(_shown(getattr(measure, column)) for column in _COLUMNS)] for name, measure in rows]
    print_lines(["", *_COLUMNS], cells, numbers=range(1, len(_COLUMNS) + 1))
    rest = figures(result)
    for name in (
        "all kinds, recall",
        "exact kind on matched claims",
        "quotes that are not the document's text",
    ):
        print(f"{name}: {rest[name]}")
    print(f"right on matched claims: {', '.join(f'{name} {part}' for name, part in result.facets.items())}")
    print(f"armed bodies of the right type: {result.armed}")


def _shown(figure: float) -> str:
    return f"{figure:.3f}" if isinstance(figure, float) else f"{figure:,}"
