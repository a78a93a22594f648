"""Problems as workflow commands, which GitHub shows as annotations beside the lines of a change."""

from flashcards.errors import Problem, Severity

_COMMANDS = {Severity.FAULT: "error", Severity.ADVICE: "warning"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = _DATA | {":": "%3A", ",": "%2C"}


def annotation(problem: Problem) -> str:
    """One problem as the line that makes an annotation of it."""
    path, title = (_escaped(value, _PROPERTY) for value in (problem.path, problem.code))
    message = _escaped(problem.message, _DATA)
    command = _COMMANDS[problem.severity]
    return f"::{command} file={path},line={problem.line},title={title}::{message}"


def _escaped(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(char, char) for char in text)
