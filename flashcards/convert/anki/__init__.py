"""Notes of Anki: fields of HTML, filled templates, and cloze deletions."""
