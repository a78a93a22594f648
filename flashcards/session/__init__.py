"""One sitting of a learner: dealing cards, asking them, keeping the answers."""
