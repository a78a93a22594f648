"""Spaced repetition for people preparing for AI case-study interviews."""

__version__ = "0.1.0"
