"""Who is let in: one token, compared in constant time, and so many requests a minute."""

from __future__ import annotations

import hashlib
import hmac
import math
from collections import deque
from datetime import datetime, timedelta

from alertbot.api.problems import Problem

MINUTE = timedelta(minutes=1)
MOST_REFUSED = 30
"""Wrong tokens a minute that are answered one by one; they take nothing from those with the right one."""


class Rate:
    """So many in any minute."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken: deque[datetime] = deque()

    def take(self, now: datetime) -> int:
        """Count one; returns 0, or in how many seconds there is room again (then it is not counted)."""
        while self._taken and now - self._taken[0] >= MINUTE:
            self._taken.popleft()
        if len(self._taken) < self._most:
            self._taken.append(now)
            return 0
        return max(1, math.ceil((self._taken[0] + MINUTE - now).total_seconds()))


class Guard:
    """Lets in who holds the token."""

    def __init__(self, token: str, per_minute: int) -> None:
        self._digest = _digest(token)
        self._requests = Rate(per_minute)
        self._refusals = Rate(MOST_REFUSED)

    def admit(self, authorization: str, now: datetime) -> None:
        """Count a request that shows this header. Raises Problem: 401 without the token, 429 for too many."""
        scheme, _, shown = authorization.partition(" ")
        right = hmac.compare_digest(_digest(shown.strip()), self._digest)
        if scheme.casefold() != "bearer" or not right:
            _wait(self._refusals.take(now))
            raise Problem(
                401,
                "Send the header 'Authorization: Bearer TOKEN' with the token of ALERTBOT_API_TOKEN.",
                headers={"WWW-Authenticate": 'Bearer realm="alertbot"'},
            )
        _wait(self._requests.take(now))


def _wait(seconds: int) -> None:
    if seconds:
        raise Problem(
            429,
            f"Too many requests: try again in {seconds} seconds. ETag and If-None-Match spare most of them.",
            headers={"Retry-After": str(seconds)},
        )


def _digest(token: str) -> bytes:
    """Of one length, whatever was sent: the time of comparing tells nothing."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()
