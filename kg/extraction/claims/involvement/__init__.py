"""Who did it, who took part, who is blamed or owns up: persons and bodies tied to an event."""
