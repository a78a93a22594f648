"""The ASPER framework in practice: what each step asks for, and what a checklist is worth."""

from flashcards.kinds import Step

INSTRUCTIONS = {
    Step.ASK: "Say the questions you would ask before anything else.",
    Step.SUPPOSE: "Say your assumptions, and why each is fair.",
    Step.PLAN: "Say what you would do, in which order, and why.",
    Step.EXECUTE: "Take the tasks of the plan one by one.",
    Step.RECAP: "Sum up the solution, its limits, and what comes next.",
}
"""What the learner does in each step."""

HARD_FROM, GOOD_FROM = 60, 80
"""The percentage of points from which an answer is Hard, and Good."""
FEW = 4
"""Below so many points one miss is Hard and two are Again; nothing said is always Again."""


def thresholds(points: int) -> tuple[int, int]:
    """The fewest points that make an answer Hard and Good, when no must is missed."""
    if points < FEW:
        return max(points - 1, 1), points
    return -(-points * HARD_FROM // 100), -(-points * GOOD_FROM // 100)
