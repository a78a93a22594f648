"""The vocabulary of the field: its areas and its roles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flashcards import tree
from flashcards.kinds import INTERVIEW


class Area(tree.Node):
    """A part of the field; ``short`` fits a narrow column."""

    id: str
    name: str
    short: str = ""


class Role(tree.Node):
    """A job one prepares for: its areas, what it asks of people, and how they talk."""

    id: str
    name: str
    family: str = ""
    areas: tuple[str, ...] = ()
    skills: str = ""
    communication: str = ""


_decode = tree.decoder((Area, Role))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Areas and roles by their ids, in the order of the files."""

    areas: Mapping[str, Area] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)

    @property
    def area_names(self) -> tuple[str, ...]:
        """What the ``area`` of a note may name."""
        return tuple(dict.fromkeys((*self.areas, INTERVIEW)))

    @property
    def families(self) -> frozenset[str]:
        """The families of the roles."""
        return frozenset(role.family for role in self.roles.values() if role.family)

    @property
    def role_names(self) -> tuple[str, ...]:
        """What the ``roles`` of a note may name: roles and families."""
        return (*self.roles, *sorted(self.families))

    def holding(self, areas: tuple[str, ...], named: tuple[str, ...]) -> tuple[str, ...]:
        """The roles whose deck holds a note of these areas that names these roles and families.

        A note that names none is for all; its first area decides, and interview suits all.
        """
        return tuple(
            role.id
            for role in self.roles.values()
            if (not named or role.id in named or role.family in named)
            and (not areas or areas[0] in (INTERVIEW, *role.areas))
        )

    def as_json(self) -> str:
        """The vocabulary as a collection stores it."""
        return tree.encode((tuple(self.areas.values()), tuple(self.roles.values())))

    @classmethod
    def from_json(cls, text: str) -> "Vocabulary":
        """Read back what ``as_json`` wrote."""
        areas, roles = _decode(text)
        return cls({area.id: area for area in areas}, {role.id: role for role in roles})


EMPTY = Vocabulary()


def merge(vocabularies: Iterable[Vocabulary]) -> Vocabulary:
    """One vocabulary out of several: later ones add or replace."""
    areas: dict[str, Area] = {}
    roles: dict[str, Role] = {}
    for vocabulary in vocabularies:
        areas.update(vocabulary.areas)
        roles.update(vocabulary.roles)
    return Vocabulary(areas, roles)
