"""The property and class names that the graph writes, and the prefixes they are read by.

Kinds of claim, types of entity and acts are not here: the ontology is asked for them.
"""

from kg.graph.terms import BASE

__all__ = ["prefixes"]

_NAMESPACES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "kg": "https://kg.example/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rep": "https://kg.example/rep#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_KINDS = {
    "attribution": "attribution",
    "claim": "claim",
    "doc": "document",
    "ent": "entity",
    "mention": "mention",
    "passage": "passage",
    "quantity": "quantity",
    "run": "run",
    "voice": "voice",
}


def prefixes(base: str = BASE) -> dict[str, str]:
    """Prefix to namespace, for Turtle and for queries."""
    return dict(sorted((_NAMESPACES | {name: f"{base}{kind}/" for name, kind in _KINDS.items()}).items()))


def _term(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"<{_NAMESPACES[prefix]}{local}>"


TYPE = _term("rdf:type")
SUBJECT = _term("rdf:subject")
PREDICATE = _term("rdf:predicate")
OBJECT = _term("rdf:object")
LABEL = _term("rdfs:label")
ALT_LABEL = _term("skos:altLabel")

CLAIM = _term("kg:Claim")
SUBJECT_TEXT = _term("kg:subjectText")
OBJECT_TEXT = _term("kg:objectText")
OBJECT_ENTITY = _term("kg:objectEntity")
STANCE = _term("kg:stance")
CONFIDENCE = _term("kg:confidence")
WHERE = _term("kg:where")
WHERE_TEXT = _term("kg:whereText")
EDTF = _term("kg:edtf")
EARLIEST = _term("kg:earliest")
LATEST = _term("kg:latest")

QUANTITY_OF = _term("kg:quantity")
QUANTITY = _term("kg:Quantity")
LOW = _term("kg:low")
HIGH = _term("kg:high")
QUALIFIER = _term("kg:qualifier")
CATEGORY = _term("kg:category")
OUTCOME = _term("kg:outcome")
SURFACE = _term("kg:surface")

SPEAKER = _term("kg:speaker")
SPEAKER_TEXT = _term("kg:speakerText")
VOICE = _term("kg:Voice")
ATTRIBUTED = _term("prov:qualifiedAttribution")
ATTRIBUTION = _term("prov:Attribution")
AGENT = _term("prov:agent")
AGENT_TEXT = _term("kg:agentText")
HAD_ROLE = _term("dcat:hadRole")
HOP = _term("kg:hop")
GENERATED_BY = _term("prov:wasGeneratedBy")
RUN = _term("kg:Run")

PASSAGE_OF = _term("kg:passage")
PASSAGE = _term("kg:Passage")
HAS_SOURCE = _term("oa:hasSource")
START = _term("oa:start")
END = _term("oa:end")
EXACT = _term("oa:exact")

MENTION = _term("kg:Mention")
REFERS_TO = _term("kg:refersTo")
NOMINAL = _term("kg:nominal")
HAS_PLACE = _term("sem:hasPlace")

DOCUMENT = _term("kg:Document")
TEXT_SHA256 = _term("kg:textSha256")
DATELINE = _term("kg:dateline")
AGENCY = _term("kg:agency")
IDENTIFIER = _term("dcterms:identifier")
TITLE = _term("dcterms:title")
ISSUED = _term("dcterms:issued")
PUBLISHER = _term("dcterms:publisher")
CREATOR = _term("dcterms:creator")
LANGUAGE = _term("dcterms:language")
SOURCE = _term("dcterms:source")
FORMAT = _term("dcterms:format")
