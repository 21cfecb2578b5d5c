"""Keep what was built, and ask it: the output folder, the embedded store, queries in a worker.

Its modules are imported by name: a query's worker starts from here, and must not wait for all of them.
"""

__all__: list[str] = []
