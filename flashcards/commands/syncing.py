"""Making a collection and an account of Anki one: what the phone did comes, what it lacks goes."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import NamedTuple

from flashcards.anki.package import write_package
from flashcards.app import App
from flashcards.collection.backup import back_up
from flashcards.collection.connection import Collection
from flashcards.collection.exported import due_on_phone, record_export
from flashcards.collection.exports import outgoing
from flashcards.collection.filters import Filter
from flashcards.collection.suspensions import suspensions
from flashcards.commands.packages import options_of
from flashcards.compiler.illustrating import pictures_of
from flashcards.compiler.vocabularies import names_of_roles
from flashcards.errors import BadRequest, CannotWrite
from flashcards.journal import Entry
from flashcards.mirror.client import Client
from flashcards.mirror.folder import agree, agreed
from flashcards.mirror.protocol import Applied, Fetched, Known
from flashcards.opening import moment
from flashcards.session.answering import Keeper
from flashcards.session.edits import Edit, edits
from flashcards.session.merging import look, merge
from flashcards.session.mirroring import Adopted, Parcel, adopt, parcel
from flashcards.session.packing import era, pack
from flashcards.session.phone import Told, listen

ROUNDS = 5
"""So often at most, while others change the account meanwhile."""


class Came(NamedTuple):
    """What was done elsewhere: answers, edited texts, and cards that were suspended or let go.

    ``unmatched`` rows of the log are of cards that are not here.
    """

    answers: tuple[Entry, ...] = ()
    unmatched: tuple[Entry, ...] = ()
    edits: tuple[Edit, ...] = ()
    adopted: Adopted = Adopted()

    def plus(self, later: "Came") -> "Came":
        """Both of them, of which the other came later."""
        adopted = Adopted(*(a + b for a, b in zip(self.adopted, later.adopted, strict=True)))
        return later._replace(answers=self.answers + later.answers, adopted=adopted)


class Synced(NamedTuple):
    """What a sync did; ``foreign`` notes are of another type there, and were left alone."""

    account: Fetched
    came: Came
    went: Applied
    foreign: int


class Syncing:
    """One sync of a collection with the account that a mirror is signed in to."""

    def __init__(self, app: App, collection: Collection, client: Client, folder: Path) -> None:
        self._app, self._collection = app, collection
        self._client, self._folder = client, folder

    def run(self, chosen: Filter) -> Synced:
        """Take in what is new there, and bring there what is new here, until both are the same.

        Raises what the client raises; whatever was taken in by then stays, and what was not sent
        goes next time.
        """
        came, went = Came(), Applied()
        for _ in range(ROUNDS):
            account = self._client.fetch()
            known = self._known()
            came = came.plus(self._come(known))
            goes, pictures = self._goes(known, chosen)
            if account.first and not goes.cards:
                raise BadRequest("The account is empty, and no card here fits this choice.")
            sent = self._go(goes, pictures, account)
            went = sent if account.replaced else went.plus(sent)
            if self._client.send(first=account.first):
                self._remember(goes, chosen, went)
                return Synced(account, came, went, goes.foreign)
        raise BadRequest("The account is changed by others all the time: sync again later.")

    def edits(self) -> tuple[Edit, ...]:
        """The texts that were edited in Anki; nothing is changed."""
        self._client.fetch()
        return self._told()[1] if self._known().notes else ()

    def _known(self) -> Known:
        guids = sorted({card.guid for card in suspensions(self._collection)})
        return self._client.known(guids)

    def _come(self, known: Known) -> Came:
        """Take in what was done elsewhere; an account without our notes has nothing to say."""
        if not known.notes:
            return Came()
        now = moment(self._app, self._collection)
        told, found = self._told()
        seen = look(self._collection, told.journal, told.known)
        if seen.is_stranger:
            back_up(self._collection, now.day, now.local)
        keeper = Keeper(self._collection)
        done = merge(keeper, told.journal, seen, now, told.tags(), self._client.told)
        answers = tuple(entry for entry in done.new if entry.rating)
        adopted = adopt(self._collection, known, agreed(self._folder))
        return Came(answers, done.unmatched, found, adopted)

    def _told(self) -> tuple[Told, tuple[Edit, ...]]:
        """What the mirror tells, read as a package of Anki is."""
        now = moment(self._app, self._collection)
        with _scratch() as folder:
            path = folder / "account.colpkg"
            self._client.pack(path)
            told = listen(self._collection, path, now)
        return told, edits(self._collection, told, names_of_roles(self._collection))

    def _goes(self, known: Known, chosen: Filter) -> tuple[Parcel, Mapping[str, bytes]]:
        """What goes there, and the pictures in its notes."""
        with self._collection.snapshot():
            rows = outgoing(self._collection, chosen)
            notes = pack(self._collection, rows, names_of_roles(self._collection), scheduling=True)
            goes = parcel(notes, known, era(self._collection))
        news = {note.id for note in goes.notes}
        return goes, pictures_of(row for row in rows if row.id in news)

    def _go(self, goes: Parcel, pictures: Mapping[str, bytes], account: Fetched) -> Applied:
        """Put a parcel into the mirror."""
        with _scratch() as folder:
            package = folder / "notes.apkg" if goes.notes else None
            told = folder / "cards.jsonl"
            if package:
                write_package(package, goes.notes, goes.began, pictures)
            with told.open("w", encoding="utf-8") as lines:
                lines.writelines(f"{json.dumps(card)}\n" for card in goes.cards)
            return self._client.apply(
                package, told, first=account.first, illustrated=bool(pictures)
            )

    def _remember(self, goes: Parcel, chosen: Filter, went: Applied) -> None:
        """Write down what both sides agree on now."""
        told = {(card.guid, card.ord): card.suspended for card in goes.cards}
        before = agreed(self._folder)
        suspended = {place for place in before if place not in told}
        agree(self._folder, suspended | {place for place, is_so in told.items() if is_so})
        if any(went) or due_on_phone(self._collection):
            now = moment(self._app, self._collection)
            with self._collection.write():
                record_export(
                    self._collection, goes.decks, options_of(chosen, scheduling=True), now.ms
                )


@contextmanager
def _scratch() -> Iterator[Path]:
    """A folder for what passes between the two, gone afterwards. Raises ``CannotWrite``."""
    try:
        with TemporaryDirectory(prefix="flashcards-") as folder:
            yield Path(folder)
    except OSError as error:
        raise CannotWrite(f"Nothing can be written to {gettempdir()}: {error.strerror}.") from error
