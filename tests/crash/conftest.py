"""Workloads are rehearsed once in a session."""

from .rehearsal import rehearse

__all__ = ["rehearse"]
