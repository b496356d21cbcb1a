"""The public addresses of what we serve."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID


@dataclass(frozen=True)
class ComicLinks:
    """Absolute below ``base`` (PUBLIC_BASE_URL), else relative to the server that was asked."""

    base: str = ""

    def status(self, comic_id: UUID) -> str:
        """Where its progress is told."""
        return f"{self._root}/status/{comic_id}"

    def report(self, comic_id: UUID) -> str:
        """The HTML report."""
        return f"{self._root}/{comic_id}/report"

    def panel(self, comic_id: UUID, number: int) -> str:
        """One lettered panel."""
        return f"{self._root}/{comic_id}/panels/{number}"

    def strip(self, comic_id: UUID) -> str:
        """All panels in one picture."""
        return f"{self._root}/{comic_id}/strip"

    @property
    def _root(self) -> str:
        return f"{self.base.rstrip('/')}/api/v1/comics"


@dataclass(frozen=True)
class ScriptLinks:
    """The public addresses of what belongs to a script; see ComicLinks."""

    base: str = ""

    def status(self, task_id: UUID) -> str:
        """Where its progress and its result are told."""
        return f"{self._root}/{task_id}"

    def image(self, task_id: UUID, sha256: str) -> str:
        """An image that it shows."""
        return f"{self._root}/{task_id}/images/{sha256}"

    @property
    def _root(self) -> str:
        return f"{self.base.rstrip('/')}/api/v1/scripts"


@dataclass(frozen=True)
class OutfitLinks:
    """The public addresses of what belongs to recommended outfits; see ComicLinks."""

    base: str = ""

    def image(self, key: str) -> str:
        """A picture in our own store, under ``images/outfits/…``."""
        return f"{self._root}/images/{key.rpartition('/')[2]}"

    def messages(self, task_id: UUID) -> str:
        """Where messages are told as they are written."""
        return f"{self._root}/messages/{task_id}/events"

    @cached_property
    def _root(self) -> str:
        return f"{self.base.rstrip('/')}/api/recommendations"
