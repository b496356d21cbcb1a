"""Shorter versions of an English statement: its clauses, from the main one outwards."""

import re
from collections.abc import Iterator

from app.sandbox.extraction.text.nouns import terms
from app.sandbox.extraction.text.shorten import Short

_TAIL_CLAUSE = re.compile(
    r"(?:,\s(?:which|who|where|while|whereas|although|though|because|since|after|before|but|and|so|as"
    r"|with|including|according to|[a-z]+ing)\b|;\s|\s[–—]\s|\s(?:because|while|although)\s)"
)
_LEAD_CLAUSE = re.compile(
    r"^(?:In|At|On|By|After|Before|Since|During|For|With|When|While|As|Although|Though|Because|Under|Over)\b[^,]{3,70},\s"
)
_ADJUNCT = re.compile(
    r"\s(?:in|on|at|by|from|near|since|during|after|before|across|along|beside|with|for|over|under|than|and|into)\s"
)
_REPORT = re.compile(
    r"^[A-Z][^,]{3,60}?\s(?:found|said|showed|shows|reported|announced|concluded|says|noted)\sthat\s"
)
_CONDITION = re.compile(r"^(?:If|Unless|Until)\b")
_INSERTION = re.compile(r",\s(?:an?|the|who|which)\s[^,]{3,80},\s")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|does|do|did|\w+ed|\w+s|\w+ew|\w+ose|fell"
    r"|found|made|built|said|went|came|took|gave|kept|held|led|left|lost|met|put|ran|saw|sent|set|spent|won|wrote|began)\b"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should"
    r"|(?<!\b[Aa]\s)(?<!\b[Aa]n\s)(?<!\b[Tt]he\s)\b\w{3,}ed|fell|rose|grew|found|made|built"
    r"|came|took|gave|kept|held|led|left|lost|filters|plans|cleans|helps|shows|means|needs|keeps|makes|raise|live|work)\b"
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
    heads = [text, _INSERTION.sub(" ", text), _capital(_REPORT.sub("", text))]
    heads += [_capital(_LEAD_CLAUSE.sub("", head)) for head in heads if not _CONDITION.match(head)]
    for head in heads:
        yield head
        for match in _TAIL_CLAUSE.finditer(head):
            yield head[: match.start()]
        for match in _ADJUNCT.finditer(head):
            if _can_end(head[: match.start()]) and " than " not in head[: match.start()]:
                yield head[: match.start()]


def _can_end(text: str) -> bool:
    """A verb with at least two words behind it, also behind the last that or which."""
    text = re.split(r"\b(?:that|which|who|whether|how|what)\s", text)[-1]
    verbs = list(_FINITE.finditer(text))
    return bool(verbs) and len(text[verbs[0].end() :].split()) >= 2


def _loss(text: str, whole: set[str]) -> float:
    kept = len(whole & set(terms(text))) / len(whole) if whole else 1.0
    return 0.6 * (1.0 - kept)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
