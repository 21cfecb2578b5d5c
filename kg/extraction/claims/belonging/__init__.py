"""Posts people hold, and who belongs to whom."""
