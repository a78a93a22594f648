"""Scheduling: pure functions of the time and the log."""
