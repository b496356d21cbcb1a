"""What an edit's request plainly says about where and how much may change."""

import re
from dataclasses import dataclass

_NAMED_TURN = re.compile(r"\d\s*(?:번째\s*|번\s*)?(?:턴|일차|일)|turn\s*\d|day\s*\d", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,4}")
# Whoever asks for one of these means more than the turns that they name.
_EVERYWHERE = re.compile(
    r"전체|전부|모든|모두|매\s?턴|처음|첫|앞|이전|[두세네]\s?번째|추가|늘[려리]|이름|캐릭터|등장인물"
    r"|주식|종목|말투|배경|제목|세계관|\b(?:all|every|whole|first|add|rename|names?|characters?)\b",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"줄[여이]|짧|삭제|제거|빼|없애|지[워우]|합[쳐치]|턴으로|턴만|개로|개만|명으로|명만"
    r"|\b(?:remove|delete|shorten|shorter|fewer|cut|drop|only|merge)\b",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(
    r"영어|영문|일본어|중국어|한자|스페인어|프랑스어|독일어|베트남어|태국어|외국어|번역"
    r"|\b(?:english|translate|japanese|chinese|spanish|french|german|vietnamese)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Wish:
    """``untouched`` turns at the beginning were surely not meant.

    When in doubt a request means everything: what it did not ask for is then up to the model.
    """

    untouched: int = 0
    less: bool = False
    other_language: bool = False


def read_wish(request: str) -> Wish:
    """From the words of the request."""
    return Wish(
        untouched=_untouched(request),
        less=_LESS.search(request) is not None,
        other_language=_LANGUAGE.search(request) is not None,
    )


def _untouched(request: str) -> int:
    if not _NAMED_TURN.search(request) or _EVERYWHERE.search(request):
        return 0
    # "1~3턴", "3턴에 2명이": the smallest number is on the safe side.
    return max(0, min(int(number) for number in _NUMBER.findall(request)) - 1)
