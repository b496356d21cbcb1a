"""What an edit's request plainly says about where and how much may change."""

import re
from dataclasses import dataclass

from app.services.scenario.named_turns import named_turns
from app.services.scenario.names import plain
from app.services.scenario.original import Original
from app.services.scenario.removals import wants_fewer_stocks, wants_fewer_turns

_RECAST = re.compile(
    r"이름|개명|캐릭터|등장인물|인물|주인공|주식|종목|가게|배경|세계관|제목|시대|나라|위험|안전|교체|대신"
    r"|새로운|다른|전체|전부|모든|모두|추가|늘[려리]|버전|으?로\s*(?:바[꾸꿔뀌]|변경|만들|고[쳐치]|다시)"
    r"|\b(?:all|every|whole|add|new|another|different|names?|rename|characters?|stocks?|replace)\b"
    r"|\b(?:instead|into|swap|change|setting|world|theme|version|risky?|safer?)\b",
    re.IGNORECASE,
)
_RENAMED = re.compile(
    r"바[꾸꿔뀌]|변경|교체|대신|삭제|없애|빼|위험|안전"
    r"|\b(?:replace|rename|instead|swap|change|call|remove|risky?|safer?)\b",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    r"영어|영문|일본어|중국어|한자|스페인어|프랑스어|독일어|베트남어|태국어|외국어|번역"
    r"|\b(?:english|translate|japanese|chinese|spanish|french|german|vietnamese)\b",
    re.IGNORECASE,
)
_KOREAN = re.compile(r"한국어|한국말|한글|우리말|번역|\b(?:korean|translate)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Wish:
    """When in doubt a request means everything: what may change is then up to the model.

    ``turns``: the only ones that were meant, None when any may be. ``recast``: the stocks may get
    other names and risks. ``foreign`` and ``korean``: the language may become that.
    """

    turns: frozenset[int] | None = None
    recast: bool = False
    fewer_turns: bool = False
    fewer_stocks: bool = False
    foreign: bool = False
    korean: bool = False


def read_wish(request: str, original: Original) -> Wish:
    """From the words of the request, with the names and the length of what it is about."""
    turns = named_turns(request, original.turns)
    foreign, korean = (_FOREIGN.search(request), _KOREAN.search(request))
    recast = (turns is None and _RECAST.search(request)) or _renames(request, original)
    return Wish(
        turns=turns,
        recast=bool(recast or foreign or korean),
        fewer_turns=wants_fewer_turns(request),
        fewer_stocks=wants_fewer_stocks(request, original.names),
        foreign=foreign is not None,
        korean=korean is not None,
    )


def _renames(request: str, original: Original) -> bool:
    """Whether a stock is named, and something that happens to its name or risk."""
    told = plain(request)
    named = any(plain(name) in told for name in original.names)
    return named and _RENAMED.search(request) is not None
