"""The front matter of a deck: plain ``key: value`` lines between two ``---``, read as YAML."""

from typing import Any

import yaml

from flashcards.source.attributes import Attribute, Attributes
from flashcards.source.guard import MAX_PARAGRAPH
from flashcards.source.report import Report

KEYS = ("deck", "id", "area", "roles", "source", "ignore")
LISTS = ("area", "roles", "source", "ignore")

_FENCE = "---"
_YAML_LINE_ENDS = dict.fromkeys(map(ord, "\x85\u2028\u2029"), " ")


class _Loader(yaml.BaseLoader):
    """Reads every scalar as text, and nests no deeper than a list of scalars in a mapping."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call] # the stubs leave it open
        if event.anchor is not None:
            raise _refused("anchors and aliases are not allowed", event)
        is_value = isinstance(parent, yaml.MappingNode) and index is not None
        may_be_list = is_value and isinstance(event, yaml.SequenceStartEvent)
        if parent and not may_be_list and not isinstance(event, yaml.ScalarEvent):
            raise _refused("a value is a line of text or a list of words", event)
        return super().compose_node(parent, index)


def split_front_matter(report: Report, text: str) -> tuple[Attributes, str | None]:
    """What the front matter says, and the text with as many blank lines in its place.

    The text is None after a fault that hides where it begins.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return {}, text
    fences = (i for i, line in enumerate(lines) if i and line.rstrip() in {_FENCE, "..."})
    end = next(fences, None)
    if end is None:
        report.fault(1, "front-matter", "the front matter is not closed by ---")
        return {}, None
    body = "\n".join([""] * (end + 1) + lines[end + 1 :])
    return _read(report, "\n".join(["", *lines[1:end]])), body


def _read(report: Report, text: str) -> Attributes:
    if len(text) > MAX_PARAGRAPH:
        report.fault(1, "too-big", "the front matter holds at most 64 kB")
        return {}
    text = text.translate(_YAML_LINE_ENDS)  # YAML would count lines that no editor shows
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        line, problem = _explain(error, text)
        report.fault(line, "front-matter", f"the front matter cannot be read: {problem}")
        return {}
    if root is None:  # there is nothing between the fences
        return {}
    if not isinstance(root, yaml.MappingNode):
        report.fault(_line(root), "front-matter", "the front matter is made of 'key: value' lines")
        return {}
    return _fields(report, root)


def _fields(report: Report, root: yaml.MappingNode) -> Attributes:
    fields: dict[str, Attribute] = {}
    for key, node in root.value:
        name, line = key.value, _line(key)
        if name not in KEYS:
            hint = report.hint(name, KEYS)
            report.fault(line, "unknown-key", f"unknown key '{name}' in the front matter{hint}")
        elif name in fields:
            report.fault(line, "duplicate-key", f"'{name}' stands twice in the front matter")
        elif isinstance(node, yaml.SequenceNode) and name not in LISTS:
            report.fault(line, "front-matter", f"'{name}' takes one value, not a list")
        else:
            fields[name] = Attribute(_value(node), line)
    return fields


def _value(node: yaml.Node) -> str:
    if isinstance(node, yaml.SequenceNode):
        return ", ".join(map(_value, node.value))
    return " ".join(str(node.value).split())  # titles and sources are lines


def _refused(problem: str, event: Any) -> yaml.YAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)


def _explain(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        return error.problem_mark.line + 1, error.problem or "syntax error"
    position = getattr(error, "position", 0)
    return text.count("\n", 0, position) + 1, "a control character stands here"


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
