"""JSON for frozen dataclasses: a node is an object whose ``is`` names its class."""

import json
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, TypeAlias

Decoder: TypeAlias = Callable[[str], Any]


def encode(node: object) -> str:
    """Write a tree of frozen dataclasses, tuples, enums and scalars as compact JSON.

    Fields that hold their default are left out: adding a field later changes no stored text.
    """
    return json.dumps(_plain(node), ensure_ascii=False, separators=(",", ":"))


def decoder(classes: Iterable[type]) -> Decoder:
    """Make the reader for trees built of ``classes``; any other class is a ``KeyError``."""
    by_name = {cls.__name__: cls for cls in classes}

    def build(value: Any) -> Any:
        if isinstance(value, list):
            return tuple(build(item) for item in value)
        if not isinstance(value, dict):
            return value
        cls = by_name[value.pop("is")]
        return cls(**{name: build(item) for name, item in value.items()})

    return lambda text: build(json.loads(text))


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        kept = {
            f.name: getattr(value, f.name)
            for f in fields(value)
            if getattr(value, f.name) != f.default
        }
        return {"is": type(value).__name__} | {name: _plain(item) for name, item in kept.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return {"is": type(value).__name__, "value": value.value}
    return value
