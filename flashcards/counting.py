"""Numbers with their nouns and verbs, and shares in percent."""


def count(number: int, noun: str) -> str:
    """A number with its noun.

    >>> count(1, "card"), count(0, "card"), count(2, "reply")
    ('1 card', '0 cards', '2 replies')
    """
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun[:-1]}ies" if noun.endswith("y") else f"{number} {noun}s"


def be(number: int) -> str:
    """The verb for so many: ``is`` or ``are``."""
    return "is" if number == 1 else "are"


def percent(part: int, whole: int) -> int:
    """A share in percent, rounded down: 100 are all of them.

    >>> percent(199, 200), percent(200, 200)
    (99, 100)
    """
    return 100 * part // whole
