"""The graph as one page that people can read, check and keep: no server, no network."""

from kg.view.page import page

__all__ = ["page"]
