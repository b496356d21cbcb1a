"""All that a prompt brings: the question, the statements, and what earlier steps decided."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.sandbox.extraction.material.blocks import Block, outside_blocks, parse_blocks
from app.sandbox.extraction.material.records import Record, records_of
from app.sandbox.extraction.material.statements import Statement, is_statement, statements_of
from app.sandbox.extraction.text.hangul import is_korean
from app.sandbox.extraction.text.sentences import split_sentences
from app.sandbox.vision.look import Seen

_QUESTION_TAGS = ("query", "question", "topic", "subject", "title", "theme", "request")
_WISH_TAGS = frozenset(
    (
        *("query", "question", "topic", "subject", "title", "intent", "keywords", "aspects"),
        *("ambiguities", "sites", "schema", "format", "rules", "instructions", "language"),
        *("example", "examples", "errors", "request", "theme", "caption", "titles", "questions"),
        *("structure", "images"),
    )
)
_ID_TAGS = frozenset(("source", "article", "document", "page"))
_REQUEST = re.compile(
    r"(?:해|하|써|내|만들어|골라|알려|정리해|요약해|번역해|설명해|뽑아)\s?(?:줘|주세요|주십시오|달라)|하세요|하시오|하라[.]?$|쓴다[.]?$"
    r"|^(?:please|summari[sz]e|write|list|explain|translate|answer|give|extract)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(r"(?P<request>[^:：.!?]{2,60}[:：])\s+(?P<text>\S.{9,})")
_ENOUGH = 3


@dataclass(frozen=True)
class Material:
    """What an answer is made from."""

    query: str
    wishes: dict[str, str]
    statements: tuple[Statement, ...]
    records: tuple[Record, ...]
    titles: tuple[str, ...]
    source_ids: tuple[str, ...]
    urls: tuple[str, ...]
    asked_source: str = ""
    pictures: tuple[Seen, ...] = ()

    @property
    def korean(self) -> bool:
        """The language to answer in is the material's."""
        texts = [statement.text for statement in self.statements] or [self.query]
        return 2 * sum(map(is_korean, texts)) >= len(texts)

    @property
    def text(self) -> str:
        """All statements as one text."""
        return "\n".join(statement.text for statement in self.statements)


def read_material(user_texts: Sequence[str]) -> Material:
    """From the user's turns, the last one asking."""
    blocks = [block for text in user_texts for block in parse_blocks(text)]
    if not blocks:
        return _plain(user_texts)
    wishes = {block.tag: block.text for block in blocks if block.tag in _WISH_TAGS}
    held = [block for block in blocks if block.tag not in _WISH_TAGS]
    sources = [block for block in held if block.tag in _ID_TAGS]
    return Material(
        query=_query(wishes, user_texts[-1]),
        wishes=wishes,
        statements=_usable(statements_of(held)),
        records=tuple(
            record for block in held if block not in sources for record in records_of(block)
        ),
        titles=_attributes(sources, "title"),
        source_ids=_attributes(sources, "id"),
        urls=_attributes(sources, "url"),
        asked_source=_asked_source(sources, wishes),
    )


def _plain(user_texts: Sequence[str]) -> Material:
    """No blocks: the longest text is the material, and a request in it is the question."""
    lines = [part for text in user_texts for line in text.splitlines() for part in _parts(line)]
    requests = [line for line in lines if _REQUEST.search(line) and len(line) < 200]
    rest = [line for line in lines if line not in requests]
    block = Block("text", {}, "\n".join(rest))
    headline = next((line for line in rest if not is_statement(line)), "")
    return Material(
        query=requests[-1] if requests else headline or (rest[0] if rest else ""),
        wishes={},
        statements=_usable(statements_of([block])),
        records=tuple(records_of(block)),
        titles=(headline,) if headline else (),
        source_ids=(),
        urls=(),
    )


def _parts(line: str) -> list[str]:
    """The line; one in which a request follows or leads a text, sentence by sentence."""
    whole = line.strip()
    if not _REQUEST.search(whole):
        return [whole] if whole else []
    leading = _LEADING.match(whole)
    if leading and _REQUEST.search(leading["request"]):
        return [leading["request"], *split_sentences(leading["text"])]
    return split_sentences(whole)


def _asked_source(sources: list[Block], wishes: dict[str, str]) -> str:
    """The source that bears the question as its title: the one that was handed in with it."""
    asked = [
        block.attributes.get("id", "")
        for block in sources
        if block.attributes.get("title", "").strip() == wishes.get("query", "").strip()
    ]
    return asked[0] if asked else ""


def _query(wishes: dict[str, str], last_text: str) -> str:
    for tag in _QUESTION_TAGS:
        if wishes.get(tag):
            return wishes[tag]
    return outside_blocks(last_text).splitlines()[0] if outside_blocks(last_text) else ""


def _usable(statements: list[Statement]) -> tuple[Statement, ...]:
    """Those with sources, when there are enough of them to speak from."""
    cited = [statement for statement in statements if statement.source_ids]
    return tuple(cited if len(cited) >= _ENOUGH else statements)


def _attributes(blocks: list[Block], name: str) -> tuple[str, ...]:
    values = (block.attributes.get(name, "") for block in blocks)
    return tuple(dict.fromkeys(value for value in values if value))
