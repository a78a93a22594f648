-- A deck whose text has not changed is not read again: what other decks have to know of it.
ALTER TABLE deck ADD COLUMN anchors TEXT NOT NULL DEFAULT '{}'; -- JSON: the names a link may use -> keys; all its keys
ALTER TABLE deck ADD COLUMN links TEXT NOT NULL DEFAULT '[]';   -- JSON: its links, [target, by name, key it led to]
UPDATE deck SET anchors = (SELECT json_group_object(note.key, note.key) FROM note
  WHERE note.deck = deck.id AND note.retired_at IS NULL);
CREATE INDEX note_body ON note (body);
CREATE INDEX drafts ON note (id) WHERE draft AND retired_at IS NULL;
