"""roles.toml: the areas and the roles that a root adds to the vocabulary.

[areas.data-engineering]
name = "Data engineering"
short = "Data"

[roles.mle]
name = "Machine learning engineer"
family = "ml"
areas = ["data-engineering"]
skills = "..."
communication = "..."
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from flashcards.source.report import Problems, Report
from flashcards.source.tables import Tables, read_tables
from flashcards.vocabulary import EMPTY, Area, Role, Vocabulary, merge

_FIELDS: Mapping[str, Mapping[str, type]] = {
    "areas": {"name": str, "short": str},
    "roles": {"name": str, "family": str, "areas": tuple, "skills": str, "communication": str},
}
_ID = re.compile(r"[\w.-]+")


def read_vocabulary(
    label: str, text: str, inherited: Vocabulary = EMPTY
) -> tuple[Vocabulary, Problems]:
    """Read one roles.toml, whose roles may use the areas of ``inherited`` too."""
    report = Report(label)
    tables = read_tables(report, text)
    if tables is None:
        return EMPTY, report.problems
    for name in (name for name in tables.root if name not in _FIELDS):
        message = f"unknown table '{name}'{report.hint(name, _FIELDS)}"
        report.fault(tables.line(name), "unknown-table", message)
    areas = (_area(values) for values in _entries(report, tables, "areas"))
    roles = (Role(**values) for values in _entries(report, tables, "roles"))
    vocabulary = Vocabulary({area.id: area for area in areas}, {role.id: role for role in roles})
    _check_roles(report, tables, vocabulary, merge((inherited, vocabulary)))
    return vocabulary, report.problems


def _area(values: dict[str, Any]) -> Area:
    return Area(**({"short": values["name"]} | values))


def _entries(report: Report, tables: Tables, section: str) -> Iterator[dict[str, Any]]:
    """The sound fields of every area or every role."""
    entries = tables.root.get(section, {})
    if not isinstance(entries, dict):
        report.fault(tables.line(section), "wrong-type", f"{section} must be a table")
        return
    for id_, entry in entries.items():
        line = tables.line(section, id_)
        if not _ID.fullmatch(id_):
            message = f"the name '{id_}' may hold letters, digits, '-', '_' and '.' only"
            report.fault(line, "bad-name", message)
        if isinstance(entry, dict) and "name" in entry:
            sound = dict(_fields(report, tables, section, id_))
        else:
            report.fault(line, "no-name", f"{section}.{id_} must be a table with a name")
            sound = {}
        yield {"id": id_, "name": id_} | sound


def _fields(
    report: Report, tables: Tables, section: str, id_: str
) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    for name, value in tables.root[section][id_].items():
        line, wanted = tables.line(section, id_, name), _FIELDS[section].get(name)
        if wanted is None:
            hint = report.hint(name, _FIELDS[section])
            report.fault(line, "unknown-field", f"unknown field '{name}'{hint}")
        elif wanted is str and isinstance(value, str):
            yield name, value
        elif wanted is tuple and _is_list_of_names(value):
            yield name, tuple(value)
        else:
            kind = "text" if wanted is str else "a list of names"
            report.fault(line, "wrong-type", f"'{name}' must be {kind}")


def _is_list_of_names(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _check_roles(report: Report, tables: Tables, own: Vocabulary, known: Vocabulary) -> None:
    for role in own.roles.values():
        line = tables.line("roles", role.id, "areas")
        for area in role.areas:
            if area not in known.area_names:
                hint = report.hint(area, known.area_names)
                report.fault(line, "unknown-area", f"unknown area '{area}'{hint}")
    for role in own.roles.values():
        if role.id in known.families:
            _both(report, tables.line("roles", role.id), role.id)
        elif role.family in known.roles.keys() - own.roles.keys():
            _both(report, tables.line("roles", role.id, "family"), role.family)


def _both(report: Report, line: int, name: str) -> None:
    report.fault(line, "role-and-family", f"'{name}' names both a role and a family")
