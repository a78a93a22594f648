-- Places decks are read from; of two roots that hold one key, the lower rank wins.
CREATE TABLE root (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,           -- absolute path, or the word 'shipped'
  rank INTEGER NOT NULL UNIQUE,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)), -- read no longer; its notes rest
  digest BLOB,                         -- of its roles.toml; NULL where it has none
  stamp TEXT NOT NULL DEFAULT '',      -- of its roles.toml, as for a deck
  vocabulary TEXT NOT NULL DEFAULT ''  -- JSON: the areas and roles it names
) STRICT;

-- One source file.
CREATE TABLE deck (
  id INTEGER PRIMARY KEY,
  root INTEGER NOT NULL REFERENCES root ON DELETE RESTRICT,
  path TEXT NOT NULL,                  -- relative to the root, with '/'
  name TEXT NOT NULL,                  -- the deck id: the first part of its keys
  title TEXT NOT NULL,
  place INTEGER NOT NULL,              -- its place among the files of all roots
  digest BLOB,                         -- of the bytes, to tell whether the file changed; NULL = it is gone
  stamp TEXT NOT NULL DEFAULT '',      -- size and time of change: says without reading that it changed
  UNIQUE (root, path)
) STRICT;

-- One term or scenario. A note is never deleted: it is retired, and comes back with its reviews.
CREATE TABLE note (
  id INTEGER PRIMARY KEY,              -- ms of the first compile, unique: also the Anki note id
  guid TEXT NOT NULL UNIQUE,           -- permanent: 'fc-' + hash of the first key (salted when taken)
  key TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('term', 'scenario')),
  form TEXT NOT NULL CHECK (form IN ('term', 'sequence', 'scenario')), -- the Anki note type: never changes
  deck INTEGER NOT NULL REFERENCES deck ON DELETE RESTRICT,
  line INTEGER NOT NULL CHECK (line > 0),
  position INTEGER NOT NULL,           -- order in which new cards come
  area TEXT,                           -- the first area; NULL = general
  areas TEXT NOT NULL,                 -- ' modeling deployment ': all of them, between spaces
  roles TEXT NOT NULL,                 -- ' mle ds ': the roles whose deck holds it, between spaces
  section TEXT NOT NULL,
  source TEXT NOT NULL,
  minutes INTEGER NOT NULL,            -- what a scenario allows itself; 0 for a term
  draft INTEGER NOT NULL CHECK (draft IN (0, 1)),
  front TEXT NOT NULL,                 -- the heading in plain words
  content TEXT NOT NULL,               -- JSON of the text tree
  digest BLOB NOT NULL,                -- of all that a learner can see of it
  body BLOB NOT NULL,                  -- of the normalised answer: a note is known by it when its key changed
  words INTEGER NOT NULL,              -- of the normalised answer
  changed_at INTEGER NOT NULL,         -- ms of the last change of content: Anki's note modification time
  exported_at INTEGER,                 -- ms of the first export that carried it
  anki_deck TEXT,                      -- name given at the first export, kept for ever
  retired_at INTEGER
) STRICT;
CREATE UNIQUE INDEX live_key ON note (key) WHERE retired_at IS NULL;
CREATE INDEX note_of_deck ON note (deck);

CREATE TABLE former_key (
  key TEXT NOT NULL,
  note INTEGER NOT NULL REFERENCES note ON DELETE RESTRICT,
  PRIMARY KEY (key, note)
) STRICT, WITHOUT ROWID;

-- One thing asked.
CREATE TABLE card (
  id INTEGER PRIMARY KEY,              -- note.id + 1 + ord: also the Anki card id
  note INTEGER NOT NULL REFERENCES note ON DELETE RESTRICT,
  face TEXT NOT NULL,                  -- 'answer', 'reverse', 'whole', 'after:<item>', 'case', 'ask' ...
  ord INTEGER NOT NULL CHECK (ord BETWEEN 0 AND 31), -- Anki template; given once, never reused
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)), -- 0: the text makes it no more, or not yet
  suspended INTEGER NOT NULL DEFAULT 0 CHECK (suspended IN (0, 1)),
  buried_day INTEGER,                  -- not asked on this study day
  place INTEGER,                       -- its place in the line of new cards; NULL once it has a memory
  revision INTEGER NOT NULL DEFAULT 0, -- grows with every write about the card; the guard of an answer
  UNIQUE (note, face),
  UNIQUE (note, ord)
) STRICT;
CREATE INDEX cases ON card (id) WHERE face = 'case';
CREATE INDEX new_cards ON card (place) WHERE place IS NOT NULL;

-- One row per fit or change of desired retention; kept for ever.
CREATE TABLE parameters (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('term', 'scenario')),
  made_at INTEGER NOT NULL,            -- ms
  model TEXT NOT NULL,
  weights TEXT NOT NULL,               -- JSON
  desired_retention REAL NOT NULL CHECK (desired_retention BETWEEN 0.70 AND 0.99)
) STRICT;

-- The log, append-only: it tells all.
CREATE TABLE review (
  id INTEGER PRIMARY KEY,              -- UTC ms, unique in the collection: also the Anki revlog id
  written INTEGER NOT NULL UNIQUE,     -- 1, 2, 3 ... as rows were added: a clock may be set back
  card INTEGER NOT NULL REFERENCES card ON DELETE RESTRICT,
  type TEXT NOT NULL CHECK (type IN ('learn', 'review', 'relearn', 'practice', 'reschedule', 'forget')),
  rating INTEGER CHECK (rating BETWEEN 1 AND 4),
  study_day INTEGER NOT NULL,          -- days since 1970-01-01 of the local date, the rollover back, as it was
  state TEXT NOT NULL CHECK (state IN ('new', 'learning', 'review', 'relearning')), -- after this row
  interval INTEGER NOT NULL,           -- what was scheduled: days > 0, seconds < 0 (as in Anki)
  duration_ms INTEGER NOT NULL CHECK (duration_ms >= 0),
  origin TEXT NOT NULL CHECK (origin IN ('terminal', 'anki', 'computed')),
  anki_id INTEGER,                     -- the revlog id, where it had to be bumped here
  cause INTEGER REFERENCES review ON DELETE RESTRICT, -- the answer that lined this row up; undone with it
  CHECK ((rating IS NULL) = (type IN ('reschedule', 'forget'))),
  UNIQUE (card, anki_id)
) STRICT;
CREATE INDEX review_of_card ON review (card, id);
CREATE INDEX review_of_day ON review (study_day);

CREATE TABLE undo (
  review INTEGER PRIMARY KEY REFERENCES review ON DELETE RESTRICT,
  at INTEGER NOT NULL                  -- ms
) STRICT;

-- A cache: replay of the log gives it back.
CREATE TABLE memory (
  card INTEGER PRIMARY KEY REFERENCES card ON DELETE RESTRICT,
  state TEXT NOT NULL CHECK (state IN ('new', 'learning', 'review', 'relearning')), -- new: lined up, never answered
  step INTEGER NOT NULL CHECK (step >= 0),
  stability REAL CHECK (stability > 0),                -- days
  difficulty REAL CHECK (difficulty BETWEEN 1 AND 10),
  last_review INTEGER NOT NULL REFERENCES review ON DELETE RESTRICT,
  last_day INTEGER NOT NULL,
  due_day INTEGER,                     -- exactly one of the two: a study day ...
  due_at INTEGER,                      -- ... or a ms instant for a step
  reps INTEGER NOT NULL CHECK (reps >= 0),
  lapses INTEGER NOT NULL CHECK (lapses >= 0),
  parameters INTEGER REFERENCES parameters ON DELETE RESTRICT, -- what made it; NULL = the defaults
  CHECK ((due_day IS NULL) <> (due_at IS NULL)),
  CHECK ((state = 'new') = (stability IS NULL)),
  CHECK ((state = 'new') = (difficulty IS NULL)),
  CHECK ((state = 'new') = (reps = 0))
) STRICT;
CREATE INDEX due_reviews ON memory (due_day) WHERE due_day IS NOT NULL;
CREATE INDEX due_steps ON memory (due_at) WHERE due_at IS NOT NULL;

-- One line of a checklist; never deleted.
CREATE TABLE point (
  id INTEGER PRIMARY KEY,
  note INTEGER NOT NULL REFERENCES note ON DELETE RESTRICT,
  step TEXT NOT NULL CHECK (step IN ('ask', 'suppose', 'plan', 'execute', 'recap')),
  position INTEGER NOT NULL,           -- among all points of the note
  text TEXT NOT NULL,
  must INTEGER NOT NULL CHECK (must IN (0, 1)),
  retired_at INTEGER
) STRICT;
CREATE INDEX point_of_note ON point (note);

-- Must is copied: thresholds are recomputed on the checklist as it was.
CREATE TABLE tick (
  review INTEGER NOT NULL REFERENCES review ON DELETE RESTRICT,
  point INTEGER NOT NULL REFERENCES point ON DELETE RESTRICT,
  must INTEGER NOT NULL CHECK (must IN (0, 1)),
  hit INTEGER NOT NULL CHECK (hit IN (0, 1)),
  PRIMARY KEY (review, point)
) STRICT, WITHOUT ROWID;

-- One row per graded scenario answer: what the ticks alone do not tell.
CREATE TABLE attempt (
  review INTEGER PRIMARY KEY REFERENCES review ON DELETE RESTRICT,
  seconds TEXT NOT NULL,               -- JSON: step -> seconds
  hint INTEGER NOT NULL CHECK (hint IN (0, 1)),
  answer TEXT                          -- what the learner wrote, if anything
) STRICT;

-- A case that was left open; ticks are saved when made.
CREATE TABLE open_case (
  card INTEGER PRIMARY KEY REFERENCES card ON DELETE RESTRICT,
  started INTEGER NOT NULL,            -- ms
  step TEXT NOT NULL,
  seconds TEXT NOT NULL,               -- JSON: step -> seconds
  hint INTEGER NOT NULL CHECK (hint IN (0, 1)),
  answer TEXT
) STRICT;
CREATE TABLE open_tick (
  card INTEGER NOT NULL REFERENCES open_case ON DELETE CASCADE,
  point INTEGER NOT NULL REFERENCES point ON DELETE RESTRICT,
  hit INTEGER NOT NULL CHECK (hit IN (0, 1)),
  PRIMARY KEY (card, point)
) STRICT, WITHOUT ROWID;

-- So that we can say what the phone does not know.
CREATE TABLE export (
  id INTEGER PRIMARY KEY,              -- ms
  last_review INTEGER,
  notes INTEGER NOT NULL,
  options TEXT NOT NULL                -- JSON
) STRICT;

-- An Anki collection we have met: its stamp, and the tags it added to a note.
CREATE TABLE phone (
  stamp INTEGER PRIMARY KEY,
  name TEXT,
  accepted INTEGER NOT NULL CHECK (accepted IN (0, 1))
) STRICT;
CREATE TABLE phone_tag (
  note INTEGER NOT NULL REFERENCES note ON DELETE RESTRICT,
  tag TEXT NOT NULL,
  PRIMARY KEY (note, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE goal (
  id INTEGER PRIMARY KEY,
  day INTEGER NOT NULL,
  role TEXT NOT NULL,
  minutes TEXT NOT NULL,               -- JSON: minutes for each weekday
  closed_at INTEGER
) STRICT;

-- What shapes history, written once: rollover hour, Anki's crt and creation offset.
CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
