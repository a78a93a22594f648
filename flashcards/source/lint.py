"""Advice on decks: what their authors may want to change, though they compile as they are.

Only whole notes are looked at: neither drafts nor those with a fault.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from flashcards.card import Scenario
from flashcards.errors import Problem, Severity
from flashcards.source.codes import Finding
from flashcards.source.deck import Draft, Manuscript
from flashcards.source.duplicates import Placed, near_duplicates
from flashcards.source.lint_scenarios import Height, lint_scenario
from flashcards.source.lint_terms import lint_term
from flashcards.source.lint_texts import lint_texts
from flashcards.source.report import Problems
from flashcards.source.written import WrittenLink


def lint(chosen: Sequence[Draft], others: Sequence[Draft], height: Height) -> Problems:
    """Advice on the chosen decks, deck by deck and by line; the others are only compared with."""
    found = {draft.report.label: list(_advice(draft, height)) for draft in chosen}
    for label, finding in near_duplicates(_placed(chosen), _placed(others)):
        found[label].append(finding)
    return tuple(
        Problem(label, finding.line, finding.code, finding.message, Severity.ADVICE)
        for label, findings in found.items()
        for finding in sorted(findings)
    )


def _advice(draft: Draft, height: Height) -> Iterator[Finding]:
    """Advice on one deck alone."""
    if not draft.report.problems:
        yield from _cards(draft)
        yield from _source(draft)
    for manuscript in _whole(draft):
        for finding in _note(manuscript, draft.links, height):
            if not _ignores(manuscript, finding.code):
                yield finding


def _note(
    manuscript: Manuscript, links: Sequence[WrittenLink], height: Height
) -> Iterator[Finding]:
    yield from lint_texts(manuscript, links)
    content = manuscript.note.content
    if isinstance(content, Scenario):
        yield from lint_scenario(manuscript, content, height)
    else:
        yield from lint_term(manuscript, content)


def _cards(draft: Draft) -> Iterator[Finding]:
    code = "no-cards"
    if not draft.manuscripts and code not in draft.ignore:
        message = "the deck makes no card; a term is a heading of level 3, with its answer below"
        yield Finding(1, code, message)


def _source(draft: Draft) -> Iterator[Finding]:
    """Advice once a file; an empty source is one that the author does without."""
    code = "no-source"
    bare = [m for m in _whole(draft) if m.settings.source is None and not _ignores(m, code)]
    if bare:
        more = f", like {len(bare) - 1} more of this deck" if bare[1:] else ""
        message = (
            f"'{bare[0].note.front}' has no source{more};"
            " 'source: ...' in the front matter names one for all"
        )
        yield Finding(bare[0].head.line, code, message)


def _placed(drafts: Sequence[Draft]) -> Iterator[Placed]:
    for draft in drafts:
        for manuscript in _whole(draft):
            if not _ignores(manuscript, "near-duplicate"):
                yield Placed(draft.report.label, manuscript.note)


def _whole(draft: Draft) -> Iterator[Manuscript]:
    """The notes that no fault stands in, and that are finished."""
    heads = [manuscript.head.line for manuscript in draft.manuscripts]
    faulty = {bisect_right(heads, problem.line) - 1 for problem in draft.report.problems}
    for place, manuscript in enumerate(draft.manuscripts):
        if place not in faulty and not manuscript.note.draft:
            yield manuscript


def _ignores(manuscript: Manuscript, code: str) -> bool:
    return code in (manuscript.settings.ignore or ())
