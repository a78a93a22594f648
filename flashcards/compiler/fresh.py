"""A collection ready for use: the shipped decks compiled at the first start and after upgrades."""

from flashcards.app import App
from flashcards.collection.connection import Collection
from flashcards.collection.decks import SHIPPED, is_known, roots
from flashcards.compiler.places import changed_files
from flashcards.errors import FlashcardsError
from flashcards.opening import opened_or_made


def ready(app: App) -> Collection:
    """Open the collection, made where there is none, with the shipped decks as they are now."""
    collection = opened_or_made(app)
    live = (root.path for root in roots(collection))
    if not is_known(collection, SHIPPED):
        _compile(app, collection)
    elif SHIPPED in live and changed_files(collection, SHIPPED):
        _compile_upgrade(app, collection)
    return collection


def _compile(app: App, collection: Collection) -> None:
    # Only here: the Markdown parser costs more than the rest of a start.
    from flashcards.compiler.roots import recompile_shipped  # noqa: PLC0415 - see above

    recompile_shipped(app, collection)


def _compile_upgrade(app: App, collection: Collection) -> None:
    try:
        _compile(app, collection)
    except FlashcardsError as error:
        # An upgrade must not stand between a learner and today's cards.
        app.say(f"The shipped decks changed and could not be compiled: {error}")
