"""What may not stand in what children play: secrets that slipped in, and words of a list."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from app.config.product_settings import ScenarioSettings

_WINDOW = 65_536
_OVERLAP = 1_000  # longer than what a pattern may find
_MARGIN = 100  # longer than a harmless word
_BORDER = "\n\0\n"  # what no pattern reads across: texts hold no NUL
_INSIDE = "*"  # before a word that also counts inside of others
_WORD = "word"


@dataclass(frozen=True)
class SafetyRules:
    """Linear in the text's length, for patterns that are."""

    secrets: tuple[re.Pattern[str], ...]
    words: re.Pattern[str] | None

    def fault(self, text: str) -> str | None:
        """A sentence that names the rule which ``text`` breaks, never what broke it."""
        if any(_found(pattern, text) for pattern in self.secrets):
            return (
                "안전 규칙 '비밀 정보'에 걸렸습니다. 비밀번호, 키, 주민등록번호처럼 보이는 글을 "
                "지우세요."
            )
        if self.words is not None and _listed(self.words, normalize("NFKC", text)):
            return "안전 규칙 '금지어'에 걸렸습니다. 어린이에게 알맞지 않은 낱말을 지우세요."
        return None

    def fault_in(self, value: object) -> str | None:
        """Likewise, of every text in ``value``, parsed JSON: no escape and no name hides a word."""
        return self.fault(_BORDER.join(_texts(value)))


def _texts(root: object) -> Iterator[str]:
    """Each text, and what stands under a name together with it, without recursion."""
    pending = [root]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            for name, member in value.items():
                nested = isinstance(member, dict | list | tuple)
                yield str(name) if nested else f"{name}: {member}"
            pending += value.values()
        elif isinstance(value, list | tuple):
            pending += value
        elif isinstance(value, str):
            yield value


def _listed(words: re.Pattern[str], text: str) -> bool:
    """Whether one stands in ``text`` outside of the harmless words, which it also matches."""
    starts = range(0, len(text), _WINDOW)
    return any(
        match.lastgroup == _WORD and match.start() >= start
        for start in starts
        for match in words.finditer(text, max(0, start - _MARGIN), start + _WINDOW + _OVERLAP)
    )


def _found(pattern: re.Pattern[str], text: str) -> bool:
    """A search holds the interpreter's lock to its end: long texts are searched bit by bit."""
    starts = range(0, len(text), _WINDOW)
    return any(pattern.search(text, start, start + _WINDOW + _OVERLAP) for start in starts)


def safety_rules(settings: ScenarioSettings) -> SafetyRules:
    """As the settings say."""
    return _rules(
        settings.SCENARIO_SECRET_PATTERNS,
        settings.SCENARIO_BLOCKED_WORDS,
        settings.SCENARIO_HARMLESS_WORDS,
    )


@lru_cache(maxsize=4)
def _rules(patterns: str, words: str, harmless: str) -> SafetyRules:
    return SafetyRules(
        secrets=tuple(re.compile(pattern) for pattern in patterns.split()),
        words=_words(_entries(words), _entries(harmless)),
    )


def _entries(told: str) -> list[str]:
    return [normalize("NFKC", word.strip()) for word in told.split(",") if word.strip()]


def _words(listed: Sequence[str], harmless: Sequence[str]) -> re.Pattern[str] | None:
    """Particles follow a Korean word, so only its beginning is a border: "투자해" holds no 자해."""
    if not listed:
        return None
    words = [
        re.escape(word[1:]) if word.startswith(_INSIDE) else rf"(?<![^\W\d_]){re.escape(word)}"
        for word in listed
    ]
    known = [*(re.escape(word) for word in harmless), rf"(?P<{_WORD}>{'|'.join(words)})"]
    return re.compile("|".join(known), re.IGNORECASE)
