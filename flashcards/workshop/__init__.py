"""From files that authors have to decks of ours: read, converted, proved and written."""
