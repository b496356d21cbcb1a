"""What spoken lines must keep to, beyond their shape.

Each check returns Korean sentences for the model that has to mend its reply.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from app.domain.script import ScriptLine
from app.domain.script_news import NewsFact
from app.nodes.numerals import numerals

# How a script counts its own points: "3가지 이유", "2번째", "1. …", "3 reasons".
_ENUMERATION = re.compile(
    r"(?<!\d)\d(?:\s*(?:가지|번째)|\s+(?:reasons?|things|ways|points?|questions?)\b)|^\s*\d[.)](?!\d)",
    re.IGNORECASE | re.MULTILINE,
)


def line_errors(
    lines: Sequence[ScriptLine], facts: Mapping[str, NewsFact], *, claims: int = 0
) -> list[str]:
    """Facts that exist, numbers that they say, and at least so many ``claims``."""
    errors = [error for line in lines for error in _line_errors(line, facts)]
    if sum(bool(line.fact_ids) for line in lines) < claims:
        errors.append(f"fact_ids가 있는 문장이 {claims}개 이상 있어야 한다.")
    return errors


def shown_errors(
    shown: Mapping[str, Sequence[str]], facts: Mapping[str, NewsFact], others: Iterable[str]
) -> list[str]:
    """Titles and what is on the screen say no number either that neither a fact nor a given has.

    ``shown`` maps a field's name to its texts; ``others`` are the givens: the topic, what images
    show.
    """
    known = numerals("\n".join([*others, *map(_said, facts.values())]))
    return [
        f"{name} '{text[:40]}': 숫자 {', '.join(invented)}은(는) 주어진 자료에 없다."
        for name, texts in shown.items()
        for text in texts
        if (invented := sorted(_claimed(text) - known))
    ]


def _line_errors(line: ScriptLine, facts: Mapping[str, NewsFact]) -> list[str]:
    where = f"문장 '{line.text[:40]}'"
    unknown = [id_ for id_ in line.fact_ids if id_ not in facts]
    if unknown:
        known = ", ".join(facts)
        return [f"{where}: {', '.join(unknown)}은(는) 없는 사실이다. 있는 것: {known}"]
    said = "\n".join(_said(facts[id_]) for id_ in line.fact_ids)
    invented = sorted(_claimed(line.text) - numerals(said))
    if not invented:
        return []
    numbers = ", ".join(invented)
    return [f"{where}: 숫자 {numbers}은(는) 이 문장의 fact_ids가 가리키는 사실에 없다."]


def _claimed(text: str) -> set[str]:
    return numerals(_ENUMERATION.sub("", text))


def _said(fact: NewsFact) -> str:
    return f"{fact.content}\n{fact.value}"
