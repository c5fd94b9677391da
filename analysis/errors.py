"""One family of errors: what is wrong, and what a person can do next.

Not here: bugs. Whatever is not a CrumblineError is a defect of the program and is shown as one.
"""

from __future__ import annotations


class CrumblineError(Exception):
    """Something that a person can mend: one sentence for what is wrong, one for what to do."""

    def __init__(self, message: str, next_step: str) -> None:
        super().__init__(message, next_step)
        self.message = message
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.message} {self.next_step}".strip()


class NotAnOktaLog(CrumblineError):
    """A file holds no Okta System Log records; the message says what it looks like instead."""


class UnreadableFile(CrumblineError):
    """A file cannot be read at all: missing, no permission, damaged container, too large inside."""


class CaseLocked(CrumblineError):
    """Another process holds the case; the message says which."""


class CaseTooNew(CrumblineError):
    """The case was written by a newer version of the program."""


class CaseDamaged(CrumblineError):
    """The case folder cannot be opened as a case."""


class DatabaseUnreadable(CrumblineError):
    """A MaxMind-format database is broken, of the wrong kind, or not one at all."""


class NetworksUnreadable(CrumblineError):
    """The operator's list of networks has a line that cannot be understood."""


class ActRefused(CrumblineError):
    """An act lacks what makes it one: somebody who does it, or something that it says."""


class VerdictRefused(CrumblineError):
    """A verdict lacks what makes it one: an author, a basis, a reason, a session of this case."""


class SettingRefused(CrumblineError):
    """A setting has no such name, or a value that it cannot take."""


class BundleRefused(CrumblineError):
    """A bundle of a case cannot be written or opened; the message says why."""


class TakesLonger(CrumblineError):
    """A change reaches what takes long to make again; it belongs into the background."""


class Cancelled(CrumblineError):
    """A person stopped the work; what was finished before stays."""
