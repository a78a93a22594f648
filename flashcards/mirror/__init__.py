"""A private copy of an Anki account, through which phone and terminal become one."""
