"""Card after card: what a sitting asks next, and when it stops."""

from dataclasses import dataclass

from flashcards.app import Moment
from flashcards.collection import today
from flashcards.collection.filters import Filter
from flashcards.counting import be, count
from flashcards.days import MINUTE_MS
from flashcards.kinds import Kind, ReviewType
from flashcards.plan import day
from flashcards.session import taking_back
from flashcards.session.ask_scenario import ask_scenario
from flashcards.session.ask_term import ask_term
from flashcards.session.limits import limits
from flashcards.session.sitting import Act, Progress, Result, Sitting, keys
from flashcards.session.summary import summary
from flashcards.session.workload import about, in_words
from flashcards.study.pool import Later, Limits, Waiting
from flashcards.study.queue import Queue
from flashcards.terminal.clean import clean
from flashcards.terminal.words import interval

WELCOME = (
    "Say the answer aloud, look, then judge. New to you? Press 1: it comes",
    "back in ten minutes, and costs nothing.",
)
_PRACTICE = "Practice: what was missed today, then what fades; no due date moves."


@dataclass(slots=True)
class Loop:
    """Card after card, until nothing is left or the learner stops."""

    sitting: Sitting
    chosen: Filter
    limit: int | None
    minutes: float | None
    answered: int = 0
    forced: int | None = None
    """A card to show next although it is not first in line: its answer was undone."""

    def run(self) -> None:
        """Ask, and at the end sum up."""
        began = self.sitting.now()
        self._welcome()
        try:
            while self._step():
                pass
        except KeyboardInterrupt:
            self._sum_up(began)
            raise
        self._sum_up(began)

    def _sum_up(self, began: Moment) -> None:
        self.sitting.screen.lines(summary(self.sitting, began, self.chosen.roles))

    def _step(self) -> bool:
        """Ask one card; False at the end."""
        now = self.sitting.now()
        spent = self.sitting.desk.spent() / MINUTE_MS
        queue = self.sitting.dealer.queue(now, self.chosen, self._limits(spent))
        waiting = self._next(queue, now.ms)
        if self.minutes is not None and (waiting is None or spent >= self.minutes):
            return self._goes_on(now, self.minutes)
        if isinstance(waiting, Later):
            return self._wait(waiting, now.ms)
        if waiting is None:
            return False
        if waiting.is_case and self.forced is None:
            key = self._announce(waiting)
            if key != "space":
                return key == "b"
        result = self._ask(waiting, self._progress(waiting, queue, spent))
        return self._take(result, waiting.card)

    def _limits(self, spent: float) -> Limits:
        left = None if self.minutes is None else max(0.0, self.minutes - spent)
        cards = None if self.limit is None else self.limit - self.answered
        return limits(self.sitting.app.preferences, cards, left)

    def _next(self, queue: Queue, now: int) -> Waiting | Later | None:
        if self.limit is not None and self.answered >= self.limit:
            return None
        forced = self.forced and self.sitting.dealer.waiting(self.forced, self.sitting.now())
        return forced or queue.next(now)

    def _goes_on(self, now: Moment, minutes: float) -> bool:
        """The time is over: ask whether to go on without a limit, if anything is left."""
        self.minutes = None
        queue = self.sitting.dealer.queue(now, self.chosen, self._limits(0))
        if not queue.cards:
            return False
        left = f"{in_words(queue, self.sitting.look.dot)}, {about(queue)}"
        self.sitting.screen.say("", f"Your {minutes:g} min are over. Left: {left}.")
        key = self._press(("Space", "go on"), ("q", "stop"), prompt="Enter to go on, q to stop")
        return key == "space"

    def _wait(self, later: Later, now: int) -> bool:
        """Only failed cards are left: offer them early, but not at once."""
        due, ready_in = max(0, later.due - now), max(0, later.ready - now)
        cards = f"{count(later.cards, 'card')} {be(later.cards)}"
        text = f"{cards} due again in {interval(-max(1, due // 1000))}."
        if ready_in:
            text += f" Give it {-(-ready_in // 1000)} seconds to sink in."
        self.sitting.screen.say("", text)
        key = self._press(("Space", "now"), ("q", "stop"), prompt="Enter to go on now, q to stop")
        if key == "space" and self.sitting.now().ms >= later.ready:
            self.forced = later.card.card
        return key == "space"

    def _announce(self, waiting: Waiting) -> str:
        """Announce a scenario; ``b`` has put it off to another day."""
        minutes = day.minutes([waiting.seconds])
        self.sitting.screen.say("", f"A scenario is next, about {minutes} min.")
        pairs = (("Space", "start"), ("b", "not today"), ("q", "stop"))
        key = self._press(*pairs, prompt="Enter to start, b for not today, q to stop")
        if key == "b":
            self.sitting.bury(waiting.card)
        return key

    def _press(self, *pairs: tuple[str, str], prompt: str) -> str:
        wanted = tuple(key.lower() for key, _ in pairs)
        return self.sitting.desk.ask(wanted, keys(self.sitting.look, *pairs), prompt)

    def _progress(self, waiting: Waiting, queue: Queue, spent: float) -> Progress:
        done, again = queue.log.answered, waiting.card in queue.log.cards
        total = max(done + queue.fresh, done + (not again))
        return Progress(done + (not again), total, round(spent), self.minutes)

    def _ask(self, waiting: Waiting, progress: Progress) -> Result:
        offer = self.sitting.keeper.offer(waiting.card, self.sitting.now())
        if offer.card.revision != waiting.revision:
            result = Result(Act.AGAIN)  # another window has answered or changed it since
        elif waiting.kind is Kind.SCENARIO:
            result = ask_scenario(self.sitting, offer)
        else:
            result = ask_term(self.sitting, offer, progress)
        if result.act is Act.ANSWERED and waiting.kind is Kind.TERM:
            self.sitting.dealer.answered(waiting.card)
        else:
            self.sitting.dealer.changed()
        return result

    def _take(self, result: Result, card: int) -> bool:
        """Act on what came of a card; False stops the sitting."""
        if result.act is not Act.AGAIN:
            self.forced = card if result.act is Act.EDIT else None
        if result.act is Act.ANSWERED:
            self.answered += 1
        elif result.act is Act.UNDO:
            self._undo()
        return result.act is not Act.QUIT

    def _undo(self) -> None:
        sitting = self.sitting
        review = sitting.keeper.undo(sitting.now())
        if review is None:
            sitting.screen.say("There is nothing to take back.")
            return
        sitting.screen.say(taking_back.sentence(sitting.collection, review))
        self.answered = max(0, self.answered - 1)
        # An answer that was practice is no reason to ask a card that is not due.
        if sitting.keeper.is_practice or review.type is not ReviewType.PRACTICE:
            self.forced = review.card

    def _welcome(self) -> None:
        now = self.sitting.now()
        if self.chosen.roles:
            named = clean(", ".join(role.upper() for role in self.chosen.roles))
            lifted = f"{self.sitting.app.program} review --role all"
            self.sitting.screen.say("", f"Cards for {named}. For every role: {lifted}")
        if self.sitting.keeper.is_practice:
            self.sitting.screen.say("", _PRACTICE)
        first = today.is_first_day(self.sitting.collection, now.day)
        if first and not today.answered(self.sitting.collection, now.day):
            self.sitting.screen.say("", *WELCOME)
