"""What may not stand in what children play: secrets that slipped in, and words of a list."""

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from app.config.settings import ScenarioSettings


@dataclass(frozen=True)
class SafetyRules:
    """Linear in the text's length, for patterns that are."""

    secrets: tuple[re.Pattern[str], ...]
    words: re.Pattern[str] | None

    def fault(self, text: str) -> str | None:
        """A sentence that names the rule which ``text`` breaks, never what broke it."""
        if any(pattern.search(text) for pattern in self.secrets):
            return (
                "안전 규칙 '비밀 정보'에 걸렸습니다. 비밀번호, 키, 주민등록번호처럼 보이는 글을 "
                "지우세요."
            )
        if self.words is not None and self.words.search(normalize("NFKC", text)):
            return "안전 규칙 '금지어'에 걸렸습니다. 어린이에게 알맞지 않은 낱말을 지우세요."
        return None


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
