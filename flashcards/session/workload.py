"""A queue in numbers and in words: what is left of a day, and about how long it takes."""

from datetime import timedelta

from flashcards.app import Moment
from flashcards.counting import count
from flashcards.days import DAY_MS
from flashcards.plan import day
from flashcards.study.queue import Queue


def numbers(queue: Queue) -> dict[str, int]:
    """The counts of a queue as programs read them."""
    learning = len(queue.learning)
    new = len(queue.new) + sum(waiting.is_unseen for waiting in queue.cases)
    return {
        "due": len(queue.cards),
        "learning": learning,
        "review": len(queue.cards) - learning - new,
        "new": new,
        "backlog": queue.backlog,
        "minutes": day.minutes(waiting.seconds for waiting in queue.cards),
    }


def in_words(queue: Queue, dot: str) -> str:
    """What is left as a person reads it; empty when nothing is."""
    parts = (
        (len(queue.learning), "learning"),
        (len(queue.reviews), count(len(queue.reviews), "review")),
        (len(queue.new), "new"),
        (len(queue.steps), f"{count(len(queue.steps), 'step')} of a scenario"),
        (len(queue.cases), count(len(queue.cases), "scenario")),
        (queue.backlog, "put off"),
    )
    shown = (word if word[0].isdigit() else f"{number} {word}" for number, word in parts if number)
    return f" {dot} ".join(shown)


def about(queue: Queue) -> str:
    """How long it takes, in words."""
    return f"about {day.minutes(waiting.seconds for waiting in queue.cards)} min"


def tomorrow(now: Moment) -> Moment:
    """The same time a study day later."""
    return Moment(now.ms + DAY_MS, now.day + 1, now.local + timedelta(days=1))
