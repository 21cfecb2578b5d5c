"""kg: builds RDF graphs of who says what about contested events."""

__all__ = ["__version__"]

__version__ = "0.1.0"
