"""What each product may do, and how much of it."""

import re
from typing import Annotated, Self

from pydantic import Field, model_validator

from app.config.group import Count, Group, Seconds


class ScriptSettings(Group):
    """Scripts. The two limits hold for all scripts of a worker process together."""

    SCRIPT_DEADLINE: Seconds = 900
    SCRIPT_MAX_DOWNLOADS: Count = 5
    SCRIPT_MAX_LLM_CALLS: Count = 3
    SCRIPT_IMAGE_TIMEOUT: Seconds = 10
    SCRIPT_VISION_MODEL: str | None = None
    SCRIPT_IMAGES_PER_ARTICLE: Annotated[int, Field(ge=0, le=20)] = 5


class ChatSettings(Group):
    """Chat. The model's window (CONTEXT) holds what it reads and what it writes (ANSWER, SUMMARY).

    What it writes includes its thoughts.
    """

    CHAT_CONTEXT_TOKENS: Count = 8192
    CHAT_ANSWER_TOKENS: Count = 2048
    CHAT_SUMMARY_TOKENS: Count = 2048
    CHAT_TOKEN_THRESHOLD: Count = 500
    CHAT_RECENT_HISTORY_LIMIT: Count = 10
    CHAT_MAX_MESSAGE_LENGTH: Count = 2000


class ScenarioSettings(Group):
    """Story editing. Patterns are regular expressions between spaces, words stand between commas.

    Both are looked for in what callers send and in what the model writes. A word after a ``*`` also
    counts inside of another one, harmless words are no reason to refuse a text.
    """

    SCENARIO_REQUEST_MAX_LENGTH: Count = 1_000
    SCENARIO_STORY_MAX_BYTES: Count = 5_242_880
    SCENARIO_BATCH_MAX: Count = 50
    SCENARIO_BATCH_PARALLEL: Count = 3
    SCENARIO_MAX_TOKENS: Count = 65_000
    SCENARIO_SECRET_PATTERNS: str = (
        r"sk-[A-Za-z0-9_-]{20} AIza[A-Za-z0-9_-]{35} AKIA[A-Z0-9]{16} gh[pousr]_[A-Za-z0-9]{36} "
        r"xox[abprs]-[A-Za-z0-9-]{10} (?<![\w-])eyJ[\w-]{10,400}\.eyJ "
        r"-----BEGIN[\sA-Z]{1,40}KEY----- "
        r"(?i:password|passwd|비밀번호|api[_-]?key|secret)[\"']?\s{0,9}[:=]\s{0,9}[^\s,}]{6} "
        r"(?<!\d)\d{6}-[1-4]\d{6}(?!\d) (?<!\d)(?:\d{4}[-\s]){3}\d{4}(?!\d)"
    )
    SCENARIO_BLOCKED_WORDS: str = (
        "*자살,자해,*살인,*살해,*학살,*강간,*성폭행,*성추행,*성관계,*섹스,*포르노,*음란,*야동,*마약,"
        "*도박"
    )
    SCENARIO_HARMLESS_WORDS: str = (
        "투자살,혼자살,과자살,감자살,남자살,여자살,살인적,몸살인,햇살인,화살인,살살해,마약김밥,"
        "마약떡볶이,마약옥수수,마약베개,꼬마약,지도박물,건강간,한강간,유니섹스,여성관계,남성관계,"
        "방학살,유학살,어학살"
    )

    @model_validator(mode="after")
    def _patterns_can_be_read(self) -> Self:
        for pattern in self.SCENARIO_SECRET_PATTERNS.split():
            try:
                re.compile(pattern)
            except re.error as exc:
                raise ValueError(
                    f"SCENARIO_SECRET_PATTERNS의 '{pattern}'은(는) 정규식이 아닙니다 ({exc})."
                ) from exc
        return self


class RecommendationSettings(Group):
    """Outfit recommendations: how long a page, a picture and a message may take."""

    RECOMMENDATION_TIMEOUT: Seconds = 25
    RECOMMENDATION_IMAGE_TIMEOUT: Seconds = 5
    RECOMMENDATION_MESSAGE_TIMEOUT: Seconds = 10
    RECOMMENDATION_MAX_PARALLEL: Count = 10
    RECOMMENDATION_CACHE_HOURS: Seconds = 24
    RECOMMENDATION_DEADLINE: Seconds = 120


class SpamSettings(Group):
    """What one user may send within the window; 0 counts nothing."""

    SPAM_WINDOW_SECONDS: Seconds = 10
    SPAM_MAX_MESSAGES: Annotated[int, Field(ge=0)] = 60
    SPAM_MAX_REPEATS: Annotated[int, Field(ge=0)] = 20
