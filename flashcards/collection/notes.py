"""Notes and their cards as a compile reads and writes them; nothing here is ever deleted."""

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from hashlib import blake2b
from itertools import chain, count

from flashcards.card import Note, Scenario
from flashcards.change import Change, Found, Known, Prints
from flashcards.collection.connection import Collection
from flashcards.collection.ids import CARDS_A_NOTE
from flashcards.collection.points import set_points
from flashcards.errors import BadRequest
from flashcards.face import FIXED_ORDS, SEQUENCE_ORDS, faces
from flashcards.kinds import AFTER, STEP_FACES
from flashcards.tree import encode


def known_notes(collection: Collection) -> Iterator[Known]:
    """Every note the collection has ever had."""
    found = collection.rows(
        "SELECT note.id, note.key, note.front, root.path AS root, deck.path, note.line, note.form,"
        " note.digest, note.body, note.words, note.retired_at IS NOT NULL AS retired,"
        " (SELECT count(*) FROM card JOIN review ON review.card = card.id"
        "  WHERE card.note = note.id AND review.rating IS NOT NULL) AS reviews"
        " FROM note JOIN deck ON deck.id = note.deck JOIN root ON root.id = deck.root"
    )
    for row in found:
        yield Known(
            *(row["id"], row["key"], row["front"], row["root"], row["path"], row["line"]),
            Prints(row["form"], row["digest"], row["body"], row["words"]),
            retired=bool(row["retired"]),
            reviews=row["reviews"],
        )


def live_keys(collection: Collection) -> dict[str, list[str]]:
    """The keys of the notes that are in the text, by the root they come from."""
    found: dict[str, list[str]] = {}
    for row in collection.rows(
        "SELECT root.path, note.key FROM note JOIN deck ON deck.id = note.deck"
        " JOIN root ON root.id = deck.root WHERE note.retired_at IS NULL"
    ):
        found.setdefault(row["path"], []).append(row["key"])
    return found


def store(
    collection: Collection, changes: Iterable[Change], positions: Mapping[str, int], now: int
) -> None:
    """Write what a compile found out; the caller holds the transaction.

    ``positions`` gives each live key its place in the line of new cards; ``now`` is in UTC ms.
    Raises ``BadRequest`` where a sequence has used up its places for items.
    """
    changes = tuple(changes)
    _free_keys(collection, changes, now)
    new_ids = _new_ids(collection, changes, now)
    ids: dict[str, int] = {}
    for found, known in ((change.found, change.known) for change in changes):
        if found is None:
            continue
        note = ids[found.note.key] = known.id if known else next(new_ids)
        if known is None:
            _insert(collection, note, found, now)
        if known is None or known.retired or found.prints.digest != known.prints.digest:
            _set_content(collection, note, found, now)
            _set_cards(collection, note, found.note)
            if isinstance(found.note.content, Scenario):
                set_points(collection, note, found.note.content, now)
    _set_places(collection, changes, ids, positions)


def guid(collection: Collection, note: Note) -> str:
    """A permanent identity: the one that a new note asks for, or one made from its first key."""
    asked = [note.anki] if note.anki else []
    names = chain(asked, map(partial(_made_from, note.key), count()))
    return next(name for name in names if not _is_taken(collection, name))


def _made_from(key: str, salt: int) -> str:
    words = key if salt == 0 else f"{key}\n{salt}"
    digest = blake2b(words.encode(), digest_size=10).digest()
    return "fc-" + base64.b32encode(digest).decode().lower()


def _is_taken(collection: Collection, guid: str) -> bool:
    return collection.row("SELECT 1 FROM note WHERE guid = ?", guid) is not None


def spaced(names: Iterable[str]) -> str:
    """Names as one column holds them: each between spaces, so that ``instr`` finds a whole one."""
    return "".join(f" {name}" for name in names) + " "


def _free_keys(collection: Collection, changes: Iterable[Change], now: int) -> None:
    """Retire what is gone, and for a moment what gets another key: two notes may swap theirs."""
    for known, found in ((change.known, change.found) for change in changes):
        if known is None or (found and found.note.key == known.key):
            continue
        collection.run("INSERT OR IGNORE INTO former_key VALUES (?, ?)", known.key, known.id)
        collection.run(
            "UPDATE note SET retired_at = coalesce(retired_at, ?) WHERE id = ?", now, known.id
        )
        _bump_cards(collection, known.id)


def _new_ids(collection: Collection, changes: Iterable[Change], now: int) -> Iterator[int]:
    """Ids in the past, with room for the cards: Anki renumbers notes from the future."""
    stride = CARDS_A_NOTE + 1
    room = stride * sum(change.known is None for change in changes)
    earliest, latest = collection.rows("SELECT min(id), max(id) FROM note")[0]
    first = now - room
    if latest is not None and first < latest + stride:
        # Right after another compile, or with the clock set back, there is room only before.
        first = min(now, earliest) - room
    return iter(range(first, first + room, stride))


def _insert(collection: Collection, note: int, found: Found, now: int) -> None:
    values = _columns(found) | {
        "id": note,
        "guid": guid(collection, found.note),
        "key": found.note.key,
        "kind": found.note.kind.value,
        "form": found.prints.form,
        "line": found.note.line,
        "position": 0,
        "changed_at": 0,
        # Its key is free only when all notes have theirs: see _set_places.
        "retired_at": now,
    }
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    collection.run(
        f"INSERT INTO note (deck, {names}) VALUES ({_DECK}, {marks})",
        *(found.root, found.note.path, *values.values()),
    )


def _set_content(collection: Collection, note: int, found: Found, now: int) -> None:
    values = _columns(found)
    names = ", ".join(f"{name} = ?" for name in values)
    # Anki takes only what is newer, to the second.
    collection.run(
        f"UPDATE note SET {names}, changed_at = max(?, changed_at + 1000) WHERE id = ?",
        *(*values.values(), now, note),
    )
    _bump_cards(collection, note)


def _bump_cards(collection: Collection, note: int) -> None:
    """Whoever has the old text on the screen is shown the new one before an answer counts."""
    collection.run("UPDATE card SET revision = revision + 1 WHERE note = ?", note)


_DECK = (
    "(SELECT deck.id FROM deck JOIN root ON root.id = deck.root"
    " WHERE root.path = ? AND deck.path = ?)"
)


def _columns(found: Found) -> dict[str, object]:
    """What the text says of a note, but for where it stands."""
    note = found.note
    return {
        "area": note.areas[0] if note.areas else None,
        "areas": spaced(note.areas),
        "roles": spaced(note.roles),
        "section": note.section,
        "source": note.source,
        "minutes": note.content.minutes if isinstance(note.content, Scenario) else 0,
        "draft": note.draft,
        "front": note.front,
        "content": encode(note.content),
        "digest": found.prints.digest,
        "body": found.prints.body,
        "words": found.prints.words,
    }


def _set_cards(collection: Collection, note: int, text: Note) -> None:
    """Give every face its card: a face keeps its ord for ever, and one that is gone rests."""
    wanted = faces(text.content)
    rows = collection.rows("SELECT face, ord FROM card WHERE note = ?", note)
    ords = {row["face"]: row["ord"] for row in rows}
    for face in wanted:
        if face not in ords:
            ords[face] = _free_ord(face, ords, text)
            collection.run(
                "INSERT INTO card (id, note, face, ord, active) VALUES (?, ?, ?, ?, 0)",
                *(note + 1 + ords[face], note, face, ords[face]),
            )
    _set_active(collection, note, wanted)


def _set_active(collection: Collection, note: int, wanted: tuple[str, ...]) -> None:
    """A face of the text is active; a step card only once a graded case has lined it up."""
    collection.run(
        "UPDATE card SET active = new.active FROM ("
        " SELECT id, face IN (SELECT value FROM json_each(?))"
        "  AND (face NOT IN (SELECT value FROM json_each(?))"
        "       OR EXISTS (SELECT 1 FROM memory WHERE memory.card = card.id)) AS active"
        " FROM card WHERE note = ?) AS new WHERE new.id = card.id AND new.active <> card.active",
        *(json.dumps(wanted), json.dumps(STEP_FACES), note),
    )


def _free_ord(face: str, ords: Mapping[str, int], note: Note) -> int:
    if not face.startswith(AFTER):
        return FIXED_ORDS[face]
    free = [place for place in SEQUENCE_ORDS if place not in ords.values()]
    if not free:
        raise BadRequest(
            f"{note.path}:{note.line}: sequence '{note.front}' has had {len(SEQUENCE_ORDS)}"
            " different items in its life, all that Anki has room for; give it a new {#key}"
        )
    return free[0]


def _set_places(
    collection: Collection,
    changes: Iterable[Change],
    ids: Mapping[str, int],
    positions: Mapping[str, int],
) -> None:
    """Put every live note where the text has it, and line up the cards that wait as new."""
    found = [change.found for change in changes if change.found]
    placed = [
        (ids[f.note.key], f.note.key, f.root, f.note.path, f.note.line, positions[f.note.key])
        for f in found
    ]
    collection.run(
        "UPDATE note SET key = new.key, deck = new.deck, line = new.line, position = new.position,"
        " retired_at = NULL FROM ("
        " SELECT value ->> 0 AS id, value ->> 1 AS key, deck.id AS deck, value ->> 4 AS line,"
        "  value ->> 5 AS position FROM json_each(?) JOIN root ON root.path = value ->> 2"
        "  JOIN deck ON deck.root = root.id AND deck.path = value ->> 3) AS new"
        " WHERE new.id = note.id AND (note.retired_at IS NOT NULL OR note.line <> new.line"
        "  OR note.deck <> new.deck OR note.position <> new.position)",
        json.dumps(placed),
    )
    collection.run(
        "UPDATE card SET place = new.place FROM ("
        " SELECT card.id, CASE WHEN note.retired_at IS NULL AND NOT note.draft AND card.active"
        "  AND NOT EXISTS (SELECT 1 FROM memory WHERE memory.card = card.id)"
        f"  THEN note.position * {CARDS_A_NOTE} + card.ord END AS place"
        " FROM card JOIN note ON note.id = card.note) AS new"
        " WHERE new.id = card.id AND new.place IS NOT card.place"
    )
