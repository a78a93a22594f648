"""``python -m flashcards``, and the entry point of the installed program."""

from flashcards.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
