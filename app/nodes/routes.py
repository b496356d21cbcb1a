"""The gateway's routes to a comic's files."""

from uuid import UUID


def report_route(comic_id: UUID) -> str:
    """The report."""
    return f"/api/v1/comics/{comic_id}/report"


def panel_route(comic_id: UUID, number: int) -> str:
    """A lettered panel."""
    return f"/api/v1/comics/{comic_id}/panels/{number}"


def strip_route(comic_id: UUID) -> str:
    """The whole strip."""
    return f"/api/v1/comics/{comic_id}/strip"
