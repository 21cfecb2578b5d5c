"""The graph to files. Every exporter sorts what it writes and replaces its file in one step."""

from types import MappingProxyType

from kg.export.corpus import Corpus, Exporter
from kg.export.files import replacing
from kg.export.lines import triple_lines, without_derived
from kg.registry import Registry

__all__ = ["EXPORTERS", "Corpus", "Exporter", "replacing", "triple_lines", "without_derived"]

EXPORTERS = Registry(
    "export format",
    MappingProxyType(
        {
            "claims": "kg.export.records:write_claims",
            "mentions": "kg.export.records:write_mentions",
            "ntriples": "kg.export.rdf:write_ntriples",
            "turtle": "kg.export.rdf:write_turtle",
        }
    ),
    "kg.exporters",
)
