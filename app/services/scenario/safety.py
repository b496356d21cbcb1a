"""What may not stand in what children play: secrets that slipped in, and words of a list."""

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from app.config.product_settings import ScenarioSettings

_WINDOW = 65_536
_OVERLAP = 1_000  # longer than what a pattern may find


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
        if self.words is not None and _found(self.words, normalize("NFKC", text)):
            return "안전 규칙 '금지어'에 걸렸습니다. 어린이에게 알맞지 않은 낱말을 지우세요."
        return None


def _found(pattern: re.Pattern[str], text: str) -> bool:
    """A search holds the interpreter's lock to its end: long texts are searched bit by bit."""
    starts = range(0, len(text), _WINDOW)
    return any(pattern.search(text, start, start + _WINDOW + _OVERLAP) for start in starts)


def safety_rules(settings: ScenarioSettings) -> SafetyRules:
    """As the settings say."""
    return _rules(settings.SCENARIO_SECRET_PATTERNS, settings.SCENARIO_BLOCKED_WORDS)


@lru_cache(maxsize=4)
def _rules(patterns: str, words: str) -> SafetyRules:
    listed = [normalize("NFKC", word.strip()) for word in words.split(",") if word.strip()]
    return SafetyRules(
        secrets=tuple(re.compile(pattern) for pattern in patterns.split()),
        # Particles follow a Korean word, so only its beginning is a border: "투자살림" holds none.
        words=re.compile(rf"(?<![^\W\d_])(?:{'|'.join(map(re.escape, listed))})", re.IGNORECASE)
        if listed
        else None,
    )
