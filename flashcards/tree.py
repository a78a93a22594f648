"""Trees of frozen nodes, and their JSON: an object whose ``is`` names the class of its node."""

import json
from collections.abc import Callable, Iterable, Mapping
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
    names: ClassVar[frozenset[str]] = frozenset()
    defaults: ClassVar[dict[str, Any]] = {}

    def __init_subclass__(cls) -> None:
        own = cls.__annotations__
        cls.fields = (*cls.fields, *own)
        cls.names = frozenset(cls.fields)
        cls.defaults = cls.defaults | {name: vars(cls)[name] for name in own if name in vars(cls)}
        type.__setattr__(cls, "__match_args__", cls.fields)

    def __init__(self, *values: Any, **named: Any) -> None:
        if named or len(values) != len(self.fields):
            values = self._in_order(values, named)
        self.__dict__.update(zip(self.fields, values, strict=True))

    def _in_order(self, values: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
        """The values of all fields, some of which were given by name or left to their default."""
        given = dict(zip(self.fields, values, strict=False)) | named if values else named
        wanted = self.defaults | given
        if len(values) + len(named) != len(given) or wanted.keys() != self.names:
            raise self._wrong()
        return tuple(wanted[name] for name in self.fields)

    @classmethod
    def _wrong(cls) -> TypeError:
        return TypeError(f"{cls.__name__} is made of {', '.join(cls.fields)}.")

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """The node that a call with these values by name makes, in a third of the time."""
        if values.keys() != cls.names:
            values = cls.defaults | dict(values)
            if values.keys() != cls.names:
                raise cls._wrong()
        node = cls.__new__(cls)
        held = node.__dict__
        for name in cls.fields:
            held[name] = values[name]
        return node

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
    """Write a tree of nodes, tuples and scalars as compact JSON; an enum is a field of a node.

    Fields that hold their default are left out: adding a field later changes no stored text.
    """
    return _ENCODER.encode(node)


def decoder(classes: Iterable[type]) -> Decoder:
    """Make the reader for trees built of ``classes``; any other class is a ``KeyError``."""
    makers = {cls.__name__: _maker(cls) for cls in classes}

    def build(value: dict[str, Any]) -> Any:
        make = makers[value.pop("is")]
        for name, item in value.items():
            if type(item) is list:
                value[name] = _tupled(item)
        return make(value)

    read = json.JSONDecoder(object_hook=build).decode
    return lambda text: _frozen(read(text))


def _maker(cls: type) -> Callable[[dict[str, Any]], Any]:
    return cls.of if issubclass(cls, Node) else lambda values: cls(**values)


def _frozen(value: Any) -> Any:
    return _tupled(value) if type(value) is list else value


def _tupled(values: list[Any]) -> tuple[Any, ...]:
    # A call for each item would take as long as all the rest: most of them are nodes.
    return tuple([_tupled(item) if type(item) is list else item for item in values])


_NO_DEFAULT = object()


def _as_object(node: object) -> dict[str, Any]:
    if not isinstance(node, Node):
        raise TypeError(f"{type(node).__name__} is no part of a tree.")
    kept: dict[str, Any] = {"is": type(node).__name__}
    defaults = node.defaults
    for name, item in node.__dict__.items():
        if item != defaults.get(name, _NO_DEFAULT):
            kept[name] = _named(item) if isinstance(item, Enum) else item
    return kept


def _named(value: Enum) -> dict[str, Any]:
    return {"is": type(value).__name__, "value": value.value}


# A tree has no circles to look for: nodes are made from the leaves up, and never change.
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_as_object
)
