"""``show``: one note, its cards and their history."""

import sys
from typing import Any

import click

from flashcards.app import App, pass_app
from flashcards.card import Point, Scenario
from flashcards.collection.cards import StoredCard, StoredNote, cards_of, find_note
from flashcards.collection.log import history
from flashcards.collection.naming import card_name
from flashcards.commands.options import emit, json_option
from flashcards.compiler.fresh import ready
from flashcards.counting import count
from flashcards.days import date_of
from flashcards.face import back, faces, front
from flashcards.memory import Learned, Review
from flashcards.opening import moment
from flashcards.session.scenario_screen import prompt_lines
from flashcards.terminal.clean import clean
from flashcards.terminal.render import render
from flashcards.terminal.screen import Screen
from flashcards.terminal.words import due, due_json, instant_json
from flashcards.text import Items, Line, Paragraph, Strong, Words


@click.command(short_help="Show a note, its cards and their history.")
@click.argument("key")
@json_option
@pass_app
def command(app: App, key: str, as_json: bool) -> None:
    """Show the note KEY: a key, a term, or an unambiguous beginning of either."""
    with ready(app) as collection:
        note = find_note(collection, key)
        cards = [card for card in cards_of(collection, note.id) if card.active]
        reviews = {card.id: history(collection, card.id) for card in cards}
        day = moment(app, collection).day
    if as_json:
        emit(_as_json(note, cards, reviews))
        return
    screen = Screen(sys.stdout, app.look)
    if isinstance(note.content, Scenario):
        _show_scenario(screen, note.content)
    else:
        face = faces(note.content)[0]
        screen.lines([*render(front(note.content, face), app.look), ""])
        screen.lines([*render(back(note.content, face), app.look), ""])
    screen.say(clean(f"{note.path}:{note.line}   {note.source}"))
    for card in cards:
        answers = sum(row.rating is not None for row in reviews[card.id])
        screen.say(_line(note, card, answers, day))


def _show_scenario(screen: Screen, scenario: Scenario) -> None:
    screen.lines(prompt_lines(scenario, screen.look))
    for part in scenario.parts:
        points = tuple((Paragraph(_point(point)),) for point in part.points)
        screen.say(screen.look.bold(part.step.word), "")
        screen.lines([*render((Items(points), *part.reply), screen.look), ""])


def _point(point: Point) -> Line:
    return (Strong((Words("must"),)), Words(" "), *point.line) if point.must else point.line


def _line(note: StoredNote, card: StoredCard, answers: int, day: int) -> str:
    facts = [due(card.memory, day), count(answers, "answer")]
    if isinstance(card.memory, Learned):
        facts.append(f"stability {card.memory.stability:.1f} d")
        facts.append(f"difficulty {card.memory.difficulty:.1f}")
    if card.suspended:
        facts.append("suspended")
    return f"{card_name(note.key, card.face)}   {', '.join(facts)}"


def _as_json(
    note: StoredNote, cards: list[StoredCard], reviews: dict[int, list[Review]]
) -> dict[str, Any]:
    names = {card.id: card_name(note.key, card.face) for card in cards}
    rows = sorted((row for rows in reviews.values() for row in rows), key=lambda row: row.id)
    return {
        "key": note.key,
        "guid": note.guid,
        "kind": note.kind.value,
        "deck": note.deck,
        "path": note.path,
        "line": note.line,
        "roles": list(note.roles),
        "areas": list(note.areas),
        "cards": [_card_json(names[card.id], card) for card in cards],
        "reviews": [_review_json(names[row.card], row) for row in rows],
    }


def _card_json(name: str, card: StoredCard) -> dict[str, Any]:
    known = card.memory if isinstance(card.memory, Learned) else None
    return {
        "card": name,
        "face": card.face,
        "state": known.state.value if known else "new",
        "stability": known.stability if known else None,
        "difficulty": known.difficulty if known else None,
        "due": due_json(card.memory),
        "reps": known.reps if known else 0,
        "lapses": known.lapses if known else 0,
        "suspended": card.suspended,
    }


def _review_json(name: str, row: Review) -> dict[str, Any]:
    return {
        "card": name,
        "rating": row.rating,
        "at": instant_json(row.id),
        "study_day": date_of(row.study_day).isoformat(),
        "type": row.type.value,
        "origin": row.origin.value,
    }
