"""Learners for property tests: any parameters, any days, any ratings, also with a wrong clock."""

from collections.abc import Iterable

from hypothesis import strategies as st

from flashcards.kinds import Kind, Rating, ReviewType, State
from flashcards.memory import AtInstant, Learned, Memory, New, OnDay, Review
from flashcards.study.curve import DEFAULT_WEIGHTS, DEFAULTS, Parameters
from flashcards.study.memory import Model
from flashcards.study.replay import apply
from flashcards.study.schedule import outcomes
from flashcards.study.spread import Agenda

DAY_MS = 86_400_000
START = 20_000
"""The study day on which learners begin."""

OTHER_WEIGHTS = (
    *(0.6758, 2.4484, 4.1688, 4.7662, 5.48, 0.8452, 2.0899, 0.001, 1.9757, 0.179, 1.0692),
    *(0.9833, 0.0616, 0.2568, 0.837, 0.7662, 2.0423, 1.971, 0.1095, 0.0609, 0.3353),
)
"""Parameters of another learner, far from the defaults."""

models = st.sampled_from(
    [
        Model(parameters)
        for parameters in (
            *(DEFAULTS[Kind.TERM], DEFAULTS[Kind.SCENARIO]),
            Parameters(learning=(60, 600), relearning=(600, 1200)),
            Parameters(OTHER_WEIGHTS, retention=0.7, learning=(30,), relearning=()),
            Parameters(DEFAULT_WEIGHTS, retention=0.99, learning=(), relearning=(600,)),
        )
    ]
)
ratings = st.sampled_from(Rating)
gaps = st.one_of(st.just(0), st.integers(1, 30), st.integers(-5, 900))
"""Days from one answer to the next; below 0 where the clock was set back."""

acts = st.one_of(
    st.tuples(gaps, ratings),
    st.tuples(gaps, st.sampled_from([ReviewType.PRACTICE, ReviewType.FORGET])),
    st.tuples(gaps, st.just(ReviewType.RESCHEDULE)),
)
"""What happens to a card, and how many days later."""

histories = st.lists(acts, max_size=12)
answers = st.lists(st.tuples(gaps, ratings), max_size=12)

learned = st.builds(
    lambda state, step, stability, difficulty, interval, reps, lapses: Learned(
        state,
        step if state is not State.REVIEW else 0,
        *(stability, difficulty, START),
        OnDay(START + interval) if state is State.REVIEW else AtInstant(START * DAY_MS),
        *(reps, lapses),
    ),
    st.sampled_from([State.LEARNING, State.REVIEW, State.REVIEW, State.RELEARNING]),
    st.integers(0, 1),
    st.one_of(st.floats(0.001, 60), st.floats(0.001, 40_000)),
    st.floats(1, 10),
    st.one_of(st.integers(1, 60), st.integers(1, 36_500)),
    st.integers(1, 50),
    st.integers(0, 20),
)
memories: st.SearchStrategy[Memory] = st.one_of(
    st.just(New()), st.builds(New, st.integers(START, START + 9)), learned
)


def live(
    history: Iterable[tuple[int, Rating | ReviewType]], model: Model, card: int = 1, floor: int = 0
) -> tuple[Memory, list[Review]]:
    """Answer a card as the program does: the memory it ends with, and the rows of its log."""
    memory: Memory = New()
    rows: list[Review] = []
    day = START
    for number, (gap, act) in enumerate(history):
        day += gap
        at = START * DAY_MS + number
        if isinstance(act, Rating):
            row = outcomes(card, memory, model, Agenda(day), floor)[act].review(at, card, day, 4000)
        else:
            row = _without_schedule(at, card, act, day, memory)
        rows.append(row)
        memory = apply(memory, row, model)
    return memory, rows


def _without_schedule(at: int, card: int, kind: ReviewType, day: int, memory: Memory) -> Review:
    is_known = isinstance(memory, Learned) and kind is not ReviewType.FORGET
    rating = Rating.GOOD if kind is ReviewType.PRACTICE else None
    state = State.REVIEW if is_known else State.NEW
    return Review(at, card, kind, rating, day, state, interval=1)
