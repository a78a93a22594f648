-- Undo takes back what an answer lined up, and need not read the whole log for it.
CREATE INDEX IF NOT EXISTS review_of_cause ON review (cause) WHERE cause IS NOT NULL;

-- Rows from elsewhere: two machines may use one instant, and neither knew all that the other did.
ALTER TABLE review ADD COLUMN imported INTEGER; -- the id it had where it was written; NULL = written here
ALTER TABLE review ADD COLUMN follows INTEGER CHECK (follows >= 0); -- rows of its card that counted then; NULL = not known

-- What is asked at every card stays as quick in a collection of a million cards.
ALTER TABLE memory ADD COLUMN card_face TEXT NOT NULL DEFAULT ''; -- the face of its card, which never changes
UPDATE memory SET card_face = (SELECT face FROM card WHERE card.id = memory.card);
DROP INDEX due_reviews;
CREATE INDEX due_reviews ON memory (due_day, card_face) WHERE due_day IS NOT NULL;
CREATE INDEX answered_cases ON memory (last_review) WHERE card_face = 'case';
CREATE INDEX buried_cards ON card (buried_day) WHERE buried_day IS NOT NULL;
CREATE INDEX note_front ON note (front) WHERE retired_at IS NULL;

-- Undo asks a card again that its answer suspended, and leaves alone what was suspended by hand.
ALTER TABLE card ADD COLUMN suspended_by INTEGER REFERENCES review ON DELETE RESTRICT; -- the answer that made a leech of it
