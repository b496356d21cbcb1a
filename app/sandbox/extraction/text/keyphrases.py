"""What a text is about: its most telling noun phrases."""

import re
from collections import Counter
from collections.abc import Iterable

from app.sandbox.extraction.text.hangul import has_hangul
from app.sandbox.extraction.text.nouns import is_stop_word, korean_words, terms

_MAX_WORDS = 3
_MAX_LENGTH = 24
_QUOTED = re.compile(r"[‘'“\"「『]([가-힣A-Za-z][^‘’'“”\"「」『』.,]{1,18})[’'”\"」』]")
_ENGLISH_RUN = re.compile(r"[A-Za-z][\w'’-]*(?:[ -][A-Za-z][\w'’-]*)*")
_PERSON = re.compile(
    r"(?:교수|교수팀|연구원|연구팀|연구진|위원|박사|대표|원장|소장|과장|팀장|장관|학장|전문의|해설사"
    r"|관계자|\s씨)$"
)
_LINKING = ("", "의")


def key_phrases(texts: Iterable[str], limit: int) -> list[str]:
    """Distinct phrases, the most telling first; none is part of another."""
    scores: Counter[str] = Counter()
    for text in texts:
        scores.update(phrase for phrase in _phrases(text) if not _PERSON.search(phrase))
    for phrase in [phrase for phrase in scores if f"{phrase}이" in scores]:
        scores[f"{phrase}이"] += scores.pop(phrase)  # 구덩이(가) and 구덩이에서
    ranked = sorted(scores, key=lambda phrase: (-_weight(phrase, scores), phrase))
    chosen: list[str] = []
    for phrase in ranked:
        if len(chosen) == limit:
            break
        if not any(_overlaps(phrase, other) for other in chosen):
            chosen.append(phrase)
    return chosen


def _weight(phrase: str, scores: Counter[str]) -> float:
    """Frequent wins; two words that keep company tell more than one."""
    words = len(phrase.split())
    return scores[phrase] * (1.8 if words == 2 else 1.0) + min(len(phrase), 12) * 0.02


def _overlaps(phrase: str, other: str) -> bool:
    shared = set(phrase.lower().split()) & set(other.lower().split())
    return bool(shared) or phrase in other or other in phrase


def _phrases(text: str) -> list[str]:
    found = _korean_phrases(text) if has_hangul(text) else _english_phrases(text)
    quoted = [match.strip() for match in _QUOTED.findall(text)]
    return found + [phrase for phrase in quoted if len(phrase.split()) <= _MAX_WORDS]


def _korean_phrases(text: str) -> list[str]:
    found: list[str] = []
    run: list[str] = []
    for word in korean_words(text):
        if word.noun is None:
            run = []
            continue
        run.append(word.noun)
        tail = run[-_MAX_WORDS:]
        found.extend(" ".join(tail[start:]) for start in range(len(tail)))
        if word.particle not in _LINKING or word.closes:
            run = []
        elif word.particle:
            run[-1] = word.noun + word.particle
    return [phrase for phrase in found if len(phrase) <= _MAX_LENGTH and not phrase.endswith("의")]


def _english_phrases(text: str) -> list[str]:
    found: list[str] = []
    for match in _ENGLISH_RUN.finditer(text):
        run: list[str] = []
        for word in match.group().split(" "):
            if is_stop_word(word) or len(word) < 3 or word.endswith("ly"):
                run = []
                continue
            run.append(word)
            tail = run[-2:]
            found.extend(" ".join(tail[start:]) for start in range(len(tail)))
    return found


def noun_phrases(text: str) -> list[str]:
    """The longest noun phrases of a short text, in its order."""
    found = _phrases(text)
    longest = [one for one in found if not any(one != other and one in other for other in found)]
    return list(dict.fromkeys(longest))


def overlap(left: str, right: str) -> float:
    """Share of the terms of ``left`` that ``right`` has, counting compounds that contain them."""
    wanted = set(terms(left))
    if not wanted:
        return 0.0
    there = set(terms(right))
    hits = sum(1.0 if term in there else 0.5 * _inside(term, there) for term in wanted)
    return hits / len(wanted)


def _inside(term: str, others: set[str]) -> bool:
    return any(term in other or (len(other) > 2 and other in term) for other in others)
