"""Shorter versions of a Korean statement: whole clauses, or the predicate and what is nearest."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.sandbox.extraction.text.clauses import (
    Clause,
    as_ending,
    has_subject,
    has_topic,
    split_clauses,
    topic_of,
)
from app.sandbox.extraction.text.hangul import FINAL_N, final, with_final
from app.sandbox.extraction.text.nouns import korean_words, terms

_FOUND = re.compile(
    r"([가-힣])는 것으로 (?:나타났|확인됐|파악됐|드러났|조사됐|밝혀졌|분석됐)(다|습니다)$"
)
_ASIDE = re.compile(
    r"(?:^|(?<=\s))(?:최근에?는?|지난해|올해|현재|앞으로|이번에|이날|특히|이른바|즉|약"
    r"|오는 \d+\S*|지난 \d+\S*|\d{4}년\s?\d{1,2}월"
    r"|\d{1,2}일)\s+"
)
_LOCATED = re.compile(
    r"(?:(?<=\s)|^)(?:[가-힣A-Za-z]+\s)?[가-힣A-Za-z]+(?<![안밖위속옆앞뒤곳쪽중])(?<!아래"
    r"|사이|근처)에서?\s"
    r"(?:사는|있는|위치한|자리한|자리하는|열린|존재하는|설치된|속한|나온)\s"
)
_DANGLING = re.compile(
    r"^(?:것|수|때|등|및|뿐|중|간|바|점|데|채|전|후|내|외|상|하|이는|이를|이것|그는|그녀는"
    r"|이들은|이들|그|이|이런|그런|이러한|이어|할|될|한|된"
    r"|또는|혹은|및|와|과|같은|있는|없는|위한|대한|따른|통한)(?:\s|$|[을를이가은는에])"
)
_PREDICATE = re.compile(r"(?:다|요|까|죠|음|함|것|전망|예정|계획|방침)$")
_MIN_WORDS = 2
_TAIL_LOSS = 0.4
_NO_SUBJECT_LOSS = 0.12
_DANGLING_LOSS = 0.3


@dataclass(frozen=True)
class Short:
    """A shorter version; ``loss`` is 0 for the whole statement and grows with what is missing."""

    text: str
    loss: float


def shorten(statement: str, limit: int) -> Short | None:
    """The version within ``limit`` that loses least; None when no version is a sentence."""
    fitting = [short for short in _versions(statement) if len(short.text) <= limit]
    if not fitting:
        fitting = [short for short in _tails(statement, limit) if len(short.text) <= limit]
    return min(fitting, key=lambda short: (short.loss, -len(short.text)), default=None)


def _versions(statement: str) -> Iterator[Short]:
    whole = set(terms(statement))
    seen: set[str] = set()
    for text in _spans(statement, split_clauses(statement)):
        for version in _reduced(text):
            if version not in seen and _is_sentence(version):
                seen.add(version)
                yield Short(version, _loss(version, whole))


def _reduced(text: str) -> Iterator[str]:
    """The text, and with less said of when, how surely and where."""
    for shorter in (text, _ASIDE.sub("", text)):
        yield shorter
        yield _compact(shorter)
        yield _LOCATED.sub("", shorter)
        yield _compact(_LOCATED.sub("", shorter))


def _spans(statement: str, clauses: list[Clause]) -> Iterator[str]:
    """Runs of clauses that can stand alone, under the topic of the whole."""
    topic = topic_of(statement)
    for start in range(len(clauses)):
        if _under_condition(clauses, start):
            continue
        for end in range(start + 1, len(clauses) + 1):
            last = clauses[end - 1]
            ending = last.text if end == len(clauses) else as_ending(last, statement)
            if ending is None:
                continue
            text = " ".join([*(clause.text for clause in clauses[start : end - 1]), ending])
            carried = topic and start and not clauses[start - 1].contrasts
            yield f"{topic} {text}" if carried and not has_topic(text) else text


def _under_condition(clauses: list[Clause], start: int) -> bool:
    """A condition reaches over all that 고 and 며 add to its consequence."""
    before = start - 1
    while before >= 0 and clauses[before].link == "and":
        before -= 1
    return before >= 0 and clauses[before].link == "if"


def _tails(statement: str, limit: int) -> Iterator[Short]:
    """The topic and as many of the last words as fit."""
    words = statement.split()
    whole = set(terms(statement))
    topic = topic_of(statement)
    for start in range(1, len(words) - 1):
        if not _starts_phrase(words, start):
            continue
        tail = " ".join(words[start:])
        text = f"{topic} {tail}" if topic and not has_topic(tail) else tail
        if len(text) <= limit and _is_sentence(text):
            yield Short(text, _loss(text, whole) + _TAIL_LOSS)


def _starts_phrase(words: list[str], start: int) -> bool:
    """A noun behind a word with a particle or a comma; never inside a compound."""
    before, first = korean_words(f"{words[start - 1]} {words[start]}")
    ends = before.closes or before.particle in ("은", "는", "에", "에서", "에게", "로", "으로")
    return ends and first.noun is not None


def _is_sentence(text: str) -> bool:
    return (
        len(text.split()) >= _MIN_WORDS and _PREDICATE.search(text) is not None and _balanced(text)
    )


def _balanced(text: str) -> bool:
    return all(
        text.count(left) == text.count(right) for left, right in ("‘’", "“”", "()", "『』")
    ) and (text.count("'") % 2 == 0 and text.count('"') % 2 == 0 and text.count("`") % 2 == 0)


def _loss(text: str, whole: set[str]) -> float:
    kept = len(whole & set(terms(text))) / len(whole) if whole else 1.0
    loss = 0.6 * (1.0 - kept)
    if not has_subject(text):
        loss += _NO_SUBJECT_LOSS
    if _DANGLING.match(text):
        loss += _DANGLING_LOSS
    return loss


def _compact(text: str) -> str:
    """…변화시키는 것으로 나타났다 → …변화시킨다."""
    match = _FOUND.search(text)
    if not match or match.group(2) != "다":
        return text
    stem, head = match.group(1), text[: match.start()]
    if stem in "있없" or final(stem):
        return f"{head}{stem}{'다' if stem in '있없' else '는다'}"
    return head + with_final(stem, FINAL_N) + "다"
