"""Who did it, who took part, who is blamed or owns up: persons and bodies tied to an event."""

__all__: list[str] = []  # extractors are found through the table of the room above
