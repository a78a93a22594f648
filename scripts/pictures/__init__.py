"""Pictures of cards, from the very templates of the export."""
