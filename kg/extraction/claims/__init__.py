"""Extractors: one file a kind of claim, each a function from a report to drafts of claims."""

from collections.abc import Callable, Iterator

from kg.extraction.report import Draft, Report
from kg.registry import Registry

__all__ = ["EXTRACTORS", "Extractor"]

Extractor = Callable[[Report], Iterator[Draft]]

EXTRACTORS = Registry(
    "extractor",
    {
        "affiliations": "kg.extraction.claims.belonging.affiliations:affiliations",
        "blame": "kg.extraction.claims.involvement.blame:blame",
        "casualties": "kg.extraction.claims.casualties:casualties",
        "characterizations": "kg.extraction.claims.characterizations:characterizations",
        "command": "kg.extraction.claims.command:command",
        "commemorations": "kg.extraction.claims.commemorations:commemorations",
        "dates": "kg.extraction.claims.dates:dates",
        "deeds": "kg.extraction.claims.involvement.deeds:deeds",
        "displacements": "kg.extraction.claims.displacements:displacements",
        "legal": "kg.extraction.claims.legal:legal",
        "locations": "kg.extraction.claims.locations:locations",
        "negotiations": "kg.extraction.claims.negotiations:negotiations",
        "others": "kg.extraction.claims.others:others",
        "partaking": "kg.extraction.claims.involvement.partaking:partaking",
        "recognition": "kg.extraction.claims.recognition:recognition",
        "roles": "kg.extraction.claims.belonging.roles:roles",
        "seizures": "kg.extraction.claims.seizing.seizures:seizures",
        "statements": "kg.extraction.claims.statements:statements",
    },
    "kg.extractors",
)
