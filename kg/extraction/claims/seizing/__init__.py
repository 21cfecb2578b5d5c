"""Places taken and held, and by whom."""

__all__: list[str] = []  # extractors are found through the table of the room above
