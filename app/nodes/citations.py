"""Checks that what a model wrote names sources that exist."""

from collections.abc import Collection, Iterable, Sequence

from app.domain.comic import Report, Statement


def cited_ids(report: Report) -> list[str]:
    """The ids that the report cites, in order of first use."""
    return list(dict.fromkeys(id_ for each in statements(report) for id_ in each.source_ids))


def statements(report: Report) -> list[Statement]:
    """Every statement of the report, from top to bottom."""
    sections = [each for section in report.sections for each in section.statements]
    return [*report.introduction, *sections, *report.conclusion]


def unknown_ids(where: str, cited: Iterable[str], known: Collection[str]) -> list[str]:
    """A sentence for the model when ``where`` cites what is not there."""
    wrong = [id_ for id_ in cited if id_ not in known]
    if not wrong:
        return []
    return [f"{where}: {', '.join(wrong)}은(는) 없는 자료다. 있는 것: {', '.join(known)}"]


def uncited_statements(texts: Sequence[Statement], known: Collection[str]) -> list[str]:
    """The same for a list of statements."""
    return [
        error
        for statement in texts
        for error in unknown_ids(f"문장 '{statement.text[:40]}'", statement.source_ids, known)
    ]
