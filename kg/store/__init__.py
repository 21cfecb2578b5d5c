"""Keep what was built, and ask it: the output folder, the embedded store, queries in a worker."""
