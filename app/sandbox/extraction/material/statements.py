"""The sentences of a prompt's material, each with the ids of the sources that carry it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from app.sandbox.extraction.material.blocks import Block
from app.sandbox.extraction.text.attribution import attributed
from app.sandbox.extraction.text.hangul import is_korean
from app.sandbox.extraction.text.sentences import split_sentences

_MARKED = re.compile(
    r"\s*[\[(](?P<ids>[A-Za-z][\w-]{0,15}(?:\s*,\s*[A-Za-z][\w-]{0,15})*)[\])]\s*$"
)
_HAS_DIGIT = re.compile(r"\d")
_LABEL = re.compile(r"^[^\W\d_][\w ()/·-]{0,29}?\s*[:：]\s+")
_COMPLETE = re.compile(r"(?:[다요까죠네]|[음함임됨])[.!?…\"”’')]*$")
_ENGLISH_COMPLETE = re.compile(r"[.!?][\"”’')]*$")
_NOISE = re.compile(
    r"무단\s?전재|재배포|저작권|ⓒ|©|구독|기사\s?제보|뉴스레터|로그인|회원가입|\S+@\S+\.\S+|사진\s?=|^\s*사진|자료\s?=|바로가기"
    r"|All rights reserved|Subscribe|Sign up|cookie|Advertisement|광고|클릭",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(
    r"^(?:그러나|하지만|다만|물론|반면)?\s*(?:걱정|문제|과제|우려|어려움|변수|숙제|아쉬움|고민|한계|이유)(?:도|은|는|이|가)?"
    r"\s(?:있|남|없지\s않|적지\s않)[가-힣]*다\.?$"
    r"|^(?:But|However|Still),?\s(?:there\s(?:is|are|remain)|not everyone)\b[\w ]{0,24}\.$"
)
MIN_LENGTH = 10


@dataclass(frozen=True)
class Statement:
    """A sentence as its source has it. ``weight`` counts the blocks that repeat it."""

    text: str
    source_ids: tuple[str, ...]
    order: int
    position: float
    weight: int = 1

    @property
    def korean(self) -> bool:
        """Else it is taken for English."""
        return is_korean(self.text)


def statements_of(blocks: Iterable[Block]) -> list[Statement]:
    """Distinct statements; one that several blocks hold has the order of the longest of them."""
    merged: dict[str, Statement] = {}
    order = 0
    for block in sorted(blocks, key=lambda block: -len(block.text)):
        found = list(_sentences(block))
        for at, (text, ids) in enumerate(found):
            key = _key(text)
            known = merged.get(key)
            if known:
                both = tuple(dict.fromkeys([*known.source_ids, *ids]))
                merged[key] = replace(known, source_ids=both, weight=known.weight + 1)
            else:
                merged[key] = Statement(text, ids, order, at / max(1, len(found) - 1))
                order += 1
    return list(merged.values())


def _sentences(block: Block) -> Iterator[tuple[str, tuple[str, ...]]]:
    own = (block.attributes["id"],) if "id" in block.attributes else ()
    found: list[tuple[str, tuple[str, ...]]] = []
    for line in block.text.splitlines():
        text, ids = _split_marks(line, own)
        found.extend((sentence, ids) for sentence in split_sentences(text))
    texts = ["", *(text for text, _ in found), ""]
    for at, (sentence, ids) in enumerate(found):
        named = attributed(sentence, texts[at], texts[at + 2])
        texts[at + 1] = named or sentence
        if named and is_statement(named):
            yield named, ids


def _split_marks(line: str, own: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    match = _MARKED.search(line)
    if match and _HAS_DIGIT.search(match["ids"]):
        return line[: match.start()], tuple(id_.strip() for id_ in match["ids"].split(","))
    return line, own


def is_statement(sentence: str) -> bool:
    """A whole sentence that says something; not a headline, a label or a page's furniture."""
    if (
        _ANNOUNCES.match(sentence)
        or len(sentence) < MIN_LENGTH
        or _NOISE.search(sentence)
        or _LABEL.match(sentence)
    ):
        return False
    if is_korean(sentence):
        return _COMPLETE.search(sentence) is not None
    return len(sentence.split()) >= 5 and _ENGLISH_COMPLETE.search(sentence) is not None


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()
