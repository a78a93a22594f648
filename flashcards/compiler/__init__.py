"""From the roots on the disk to the notes of the collection."""
