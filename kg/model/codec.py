"""Plain values to JSON-ready data and back, without loss."""

import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

__all__ = ["from_data", "to_data"]

T = TypeVar("T")


def to_data(value: Any) -> Any:
    """Frozen values as dicts, lists, strings, numbers and None; defaults are kept."""
    kind = type(value)
    if kind is tuple:
        return [to_data(item) for item in value]
    if is_dataclass(kind):
        return {name: to_data(getattr(value, name)) for name in _names(kind)}
    return value.value if isinstance(value, StrEnum) else value


def from_data(kind: type[T], data: Any) -> T:
    """The value of type `kind` that `to_data` wrote; raises TypeError or ValueError on other data."""
    return typing.cast(T, _builder(typing.cast(Any, kind))(data))


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _builder(kind: Any) -> Callable[[Any], Any]:
    """How to build one type, worked out once: going through the types for each value costs thrice."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return _optional(_builder(next(a for a in arguments if a is not type(None))))
    if origin is tuple:
        return _tuple(_builder(arguments[0]))
    if is_dataclass(kind):
        return _record(typing.cast(type, kind))
    if issubclass(kind, StrEnum):
        return typing.cast(Callable[[Any], Any], kind)
    return _plain(kind)


def _optional(build: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda data: None if data is None else build(data)


def _tuple(build: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda data: tuple([build(item) for item in data])


def _record(kind: type) -> Callable[[Any], Any]:
    builders = [(name, _builder(hint)) for name, hint in typing.get_type_hints(kind).items()]
    return lambda data: kind(**{name: build(data[name]) for name, build in builders})


def _plain(kind: type) -> Callable[[Any], Any]:
    allowed = (float, int) if kind is float else kind

    def build(data: Any) -> Any:
        if not isinstance(data, allowed):
            raise TypeError(f"expected {kind.__name__}, found {type(data).__name__}")
        return data

    return build
