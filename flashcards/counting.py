"""Numbers with their nouns."""


def count(number: int, noun: str) -> str:
    """A number with its noun.

    >>> count(1, "card"), count(0, "card"), count(2, "reply")
    ('1 card', '0 cards', '2 replies')
    """
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun[:-1]}ies" if noun.endswith("y") else f"{number} {noun}s"
