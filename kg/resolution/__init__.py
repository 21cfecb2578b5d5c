"""Across documents: what their claims and mentions say together."""

from kg.resolution.entities import entities

__all__ = ["entities"]
