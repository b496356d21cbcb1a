"""Who said what in a conversation, sentence by sentence."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.sandbox.extraction.text.nouns import terms
from app.sandbox.extraction.text.sentences import split_sentences

_LINE = re.compile(
    r"^(?P<who>user|assistant|ai|bot|사용자|고객|나|도우미|어시스턴트|상담원)\s*[:：]\s*(?P<text>.*)$",
    re.IGNORECASE,
)
_USERS = frozenset(("user", "사용자", "고객", "나"))
_QUESTION = re.compile(r"[?？]\s*$|(?:까|나요|니|는지|을까)[.!]?$")
_COURTESY = re.compile(
    r"^(?:안녕|반갑|고마|감사|알겠|ㅎ|ㅋ|hello|hi\b|hey\b|thanks?|ok\b"
    r"|(?:네|예|응|아니요?|그래요?|좋아요?)(?:[\s,.!?]|$))",
    re.IGNORECASE,
)
_COURTESY_LENGTH = 20


@dataclass(frozen=True)
class Said:
    """One sentence; ``by_user`` is False for the model's own."""

    text: str
    by_user: bool
    order: int

    @property
    def asks(self) -> bool:
        """A question."""
        return _QUESTION.search(self.text) is not None

    @property
    def courteous(self) -> bool:
        """A greeting, thanks, or a mere yes."""
        return len(self.text) < _COURTESY_LENGTH and _COURTESY.search(self.text) is not None

    @property
    def weight(self) -> float:
        """How much it tells."""
        told = len(set(terms(self.text))) + 1.5 * bool(re.search(r"\d", self.text))
        return min(told, 8) + 2 * self.by_user - 6 * self.courteous


def said_in(turns: Iterable[tuple[str, bool]]) -> list[Said]:
    """From texts, each with whether the user wrote it."""
    sentences = [(each, by_user) for text, by_user in turns for each in split_sentences(text)]
    return [Said(text, by_user, order) for order, (text, by_user) in enumerate(sentences)]


def transcript(text: str) -> list[Said]:
    """From lines such as ``user: …``; a line without a name goes on with the one before."""
    return said_in(_lines(text))


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    by_user = True
    for line in text.splitlines():
        match = _LINE.match(line.strip())
        if match:
            by_user = match["who"].lower() in _USERS
        yield match["text"] if match else line, by_user
