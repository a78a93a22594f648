"""What shapes the schedule to come, and may be changed: desired retention, the rollover hour."""

from flashcards.app import Moment
from flashcards.collection.connection import Collection
from flashcards.collection.settings import add_parameters, set_setting
from flashcards.kinds import Kind
from flashcards.session.parameters import in_force
from flashcards.study.curve import Curve


def desired_retention(collection: Collection, kind: Kind) -> float:
    """The share of recalled answers that is wanted of a kind."""
    return in_force(collection)[kind].parameters.retention


def set_retention(collection: Collection, kind: Kind, share: float, now: Moment) -> None:
    """Want another share from now on; the weights stay, and so does what was wanted before."""
    with collection.write():
        weights = in_force(collection)[kind].parameters.weights
        add_parameters(collection, kind, weights, share, now.ms)


def wait(collection: Collection, kind: Kind, share: float, instead: float, days: float) -> float:
    """How many days one desired share waits for a card where another waits ``days``."""
    held = in_force(collection)[kind].parameters
    ours, theirs = (Curve(held._replace(retention=each)).interval(1) for each in (share, instead))
    return days * ours / theirs


def set_rollover(collection: Collection, hour: int) -> None:
    """Begin study days at another local hour from now on; the log keeps its days."""
    with collection.write():
        set_setting(collection, "rollover_hour", str(hour))
