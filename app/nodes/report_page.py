"""The report as one HTML page that needs nothing from outside."""

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.domain.comic import Language, Report
from app.domain.search import Source

WORDS = {
    Language.KO: {"query": "질의", "conclusion": "결론", "sources": "참고 자료", "source": "자료"},
    Language.EN: {
        "query": "Query",
        "conclusion": "Conclusion",
        "sources": "Sources",
        "source": "Source",
    },
}


def is_web_address(url: str | None) -> bool:
    """Only these become links: a source's address is somebody else's text."""
    return url is not None and url.startswith(("http://", "https://"))


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
    )
    environment.tests["web_address"] = is_web_address
    return environment


# Read from the disk once, when a worker starts.
_TEMPLATE = _environment().get_template("report.html.j2")


def render_report(
    report: Report,
    sources: Sequence[Source],
    query: str,
    language: Language,
    notice: str | None = None,
) -> str:
    """The page; the same input gives the same page."""
    position = {source.id: number for number, source in enumerate(sources, 1)}
    return _TEMPLATE.render(
        report=report,
        sources=sources,
        query=query,
        notice=notice,
        language=language.value,
        words=WORDS[language],
        numbers=lambda ids: sorted({position[each] for each in ids}),
    )
