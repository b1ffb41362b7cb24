"""Is a fault the machine's: a disk that is full, or a folder that may not be written? Whoever runs the installation can mend that."""

from __future__ import annotations

import errno

from sqlalchemy.exc import DBAPIError

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EFBIG})
# As SQLite and PostgreSQL say it.
_SAID = ("disk is full", "readonly database", "no space left", "could not extend file", "disk i/o error")


def has_no_room(fault: BaseException) -> bool:
    """Whether what was to be kept found no place. Looks behind what other layers made of it."""
    seen: set[int] = set()
    present: BaseException | None = fault
    while present is not None and id(present) not in seen:
        seen.add(id(present))
        if isinstance(present, OSError) and present.errno in _NO_ROOM:
            return True
        if isinstance(present, DBAPIError) and any(said in str(present.orig).casefold() for said in _SAID):
            return True
        present = present.__cause__ or present.__context__
    return False
