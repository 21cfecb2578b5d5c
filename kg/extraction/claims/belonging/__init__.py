"""Posts people hold, and who belongs to whom."""

__all__: list[str] = []  # extractors are found through the table of the room above
