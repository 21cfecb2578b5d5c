"""Places taken and held, and by whom."""
