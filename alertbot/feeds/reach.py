"""Whether nobody at all can be reached: then the fault is ours, and no feed is to suffer for it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from alertbot.feeds.errors import FetchReason

HOSTS = 8
"""So many hosts in a row out of reach, and none that answered: our network or DNS is down."""
AGAIN = timedelta(minutes=2)
"""Until a feed is tried again then; it counts as no failure of the feed, whose waits would grow to hours."""
_OUT_OF_REACH = (FetchReason.NAME_NOT_FOUND, FetchReason.CONNECTION, FetchReason.TIMEOUT)


@dataclass(frozen=True, slots=True)
class Reach:
    """The hosts that could not be reached since any other answered."""

    silent: frozenset[str] = frozenset()

    @property
    def down(self) -> bool:
        """Whether it is rather us."""
        return len(self.silent) >= HOSTS

    def after(self, url: str, reason: str | None) -> Reach:
        """The reach after one more poll; `reason` is why it failed, None: it did not. Any answer ends it."""
        if reason not in _OUT_OF_REACH:
            return Reach()
        return self if self.down else Reach(self.silent | {urlsplit(url).hostname or ""})
