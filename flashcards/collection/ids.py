"""How ids are given: room for the cards of a note beside its own id."""

CARDS_A_NOTE = 32
"""The ids of a note's cards are its own id plus 1 to 32."""
