"""kg: builds RDF graphs of who says what about contested events."""
