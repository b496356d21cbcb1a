"""Shorter versions of an English statement: its clauses, from the main one outwards."""

import re
from collections.abc import Iterator

from app.sandbox.extraction.text.nouns import terms
from app.sandbox.extraction.text.shorten import Short

_TAIL_CLAUSE = re.compile(
    r"(?:,\s(?:which|who|where|while|whereas|although|though|because|since|after|before|but|and|so|as|with|including"
    r"|according to|making|leaving|adding|allowing|causing|forcing|[a-z]+ing)\b|;\s|\s[–—]\s|\s(?:because|while|although)\s)"
)
_LEAD_CLAUSE = re.compile(
    r"^(?:In|At|On|By|After|Before|Since|During|For|With|When|While|As|Although|Though|Because|Under|Over)\b[^,]{3,70},\s"
)
_CONDITION = re.compile(r"^(?:If|Unless|Until)\b")
_INSERTION = re.compile(r",\s(?:an?|the|who|which)\s[^,]{3,80},\s")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|does|do|did|\w+ed|\w+s|\w+ew|\w+ose|fell"
    r"|found|made|built|said|went|came|took|gave|kept|held|led|left|lost|met|put|ran|saw|sent|set|spent|won|wrote|began)\b"
)
_MIN_WORDS = 4


def shorten_english(statement: str, limit: int) -> Short | None:
    """The version within ``limit`` that loses least; None when no clause fits."""
    whole = set(terms(statement))
    fitting = [
        Short(version, _loss(version, whole))
        for version in _versions(statement.rstrip(". "))
        if len(version) <= limit and len(version.split()) >= _MIN_WORDS and _VERB.search(version)
    ]
    return min(fitting, key=lambda short: (short.loss, -len(short.text)), default=None)


def _versions(text: str) -> Iterator[str]:
    heads = [text, _INSERTION.sub(" ", text)]
    heads += [_capital(_LEAD_CLAUSE.sub("", head)) for head in heads if not _CONDITION.match(head)]
    for head in heads:
        yield head
        for match in _TAIL_CLAUSE.finditer(head):
            yield head[: match.start()]


def _loss(text: str, whole: set[str]) -> float:
    kept = len(whole & set(terms(text))) / len(whole) if whole else 1.0
    return 0.6 * (1.0 - kept)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
