"""Trees of frozen nodes, and their JSON: an object whose ``is`` names the class of its node."""

import json
from collections.abc import Callable, Iterable
from enum import Enum
from typing import Any, ClassVar, Never, Self, TypeAlias, dataclass_transform

Decoder: TypeAlias = Callable[[str], Any]


@dataclass_transform(frozen_default=True)
class Node:
    """A record that never changes; its annotations are its fields, and only equal classes match.

    What a frozen dataclass is, but for one thing: thirty such classes took a tenth of the time
    to the first card of a day to make, and thirty of these take next to none.
    """

    fields: ClassVar[tuple[str, ...]] = ()
    defaults: ClassVar[dict[str, Any]] = {}

    def __init_subclass__(cls) -> None:
        own = cls.__annotations__
        cls.fields = (*cls.fields, *own)
        cls.defaults = cls.defaults | {name: vars(cls)[name] for name in own if name in vars(cls)}
        type.__setattr__(cls, "__match_args__", cls.fields)

    def __init__(self, *values: Any, **named: Any) -> None:
        given = dict(zip(self.fields, values, strict=False)) | named
        wanted = self.defaults | given
        if len(values) + len(named) != len(given) or wanted.keys() != set(self.fields):
            raise TypeError(f"{type(self).__name__} is made of {', '.join(self.fields)}.")
        self.__dict__.update(wanted)

    def replaced(self, **changed: Any) -> Self:
        """The same node with some fields changed."""
        return type(self)(**(self.__dict__ | changed))

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self), *(self.__dict__[name] for name in self.fields)))

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={self.__dict__[name]!r}" for name in self.fields)
        return f"{type(self).__name__}({values})"

    def __setattr__(self, name: str, value: object) -> Never:
        raise AttributeError(f"{type(self).__name__} never changes.")

    def __delattr__(self, name: str) -> Never:
        raise AttributeError(f"{type(self).__name__} never changes.")


def encode(node: object) -> str:
    """Write a tree of nodes, tuples, enums and scalars as compact JSON.

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


_NO_DEFAULT = object()


def _plain(value: Any) -> Any:
    if isinstance(value, Node):
        kept = {
            name: _plain(item)
            for name in value.fields
            if (item := getattr(value, name)) != value.defaults.get(name, _NO_DEFAULT)
        }
        return {"is": type(value).__name__} | kept
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return {"is": type(value).__name__, "value": value.value}
    return value
