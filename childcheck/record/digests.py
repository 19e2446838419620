"""The digest of a checklist: what an entry names so that its wording can be shown years later.

Pure: the texts are handed in. Which files belong to a checklist is decided
where they are read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from childcheck.identifiers import Digest


def digest_of(files: Mapping[str, str]) -> Digest:
    """Return the digest of the texts of a checklist, by path within its folder.

    SHA-256 over, for each file in the order of its path: the path, a line feed,
    the length of the text in bytes, a line feed, and the text; all in UTF-8.

    Raises:
        ValueError: no file, or a line feed in a path.
    """
    if not files:
        raise ValueError("a checklist has at least one file")
    digest = hashlib.sha256()
    for path in sorted(files):
        if "\n" in path:
            raise ValueError("a line feed in a path")
        text = files[path].encode()
        digest.update(f"{path}\n{len(text)}\n".encode())
        digest.update(text)
    return Digest(f"sha256:{digest.hexdigest()}")
