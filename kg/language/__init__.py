"""From a text to words, sentences, grammar and names, behind one contract."""

from kg.language.annotation import Annotation, Annotator, Name, Token
from kg.registry import Registry

__all__ = ["ANNOTATORS", "Annotation", "Annotator", "Name", "Token"]

ANNOTATORS = Registry("annotator", {"encoder": "kg.language.encoder:Encoder"}, "kg.annotators")
