"""The errors of the house: one base class, messages that tell the reader what to do."""


class AlertbotError(Exception):
    """Base of every error raised on purpose.

    The message is written for the person who reads it and says what to do next.
    `permanent` is True where trying the same thing again cannot help.
    """

    permanent: bool = False


class ConfigurationError(AlertbotError):
    """A setting or a file under `config/` cannot be used; the message names it and the mend."""

    permanent = True


class StoreBusy(AlertbotError):
    """The database is locked by somebody else for longer than we wait; trying later may help."""


class StoreUnavailable(AlertbotError):
    """The database cannot be opened, is full or has gone away."""


class StoreTooNew(StoreUnavailable):
    """The database's schema is later than this code knows."""

    permanent = True


class StoreOutdated(StoreUnavailable):
    """The database's schema is older than this code needs, and migrating was not asked for."""

    permanent = True


class UnknownChat(AlertbotError):
    """The chat, or what belonged to it, was erased meanwhile."""

    permanent = True


class UnknownIncident(AlertbotError):
    """No incident has that code."""

    permanent = True


class JobKilled(AlertbotError):
    """A job in a child process was ended by a limit, or the child could not be had.

    `by_document` is True where the document it read is to blame.
    """

    by_document: bool = True


class LostClaim(AlertbotError):
    """A row claimed earlier now belongs to another worker (its lease ran out): drop the result."""
