"""Whether files changed, told from their sizes and times alone."""

from pathlib import Path

from flashcards.source.files import candidates, name_in


def stamps(root: Path) -> dict[str, str]:
    """Each file of a root with the stamp that changes when the file does."""
    found = {}
    for path in candidates(root):
        try:
            status = path.stat()
        except OSError:
            continue
        found[name_in(root, path)] = f"{status.st_size}.{status.st_mtime_ns}"
    return found
