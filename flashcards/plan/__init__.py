"""Planning: how long a day takes; pure functions."""
