"""Whether a request plainly asks for fewer turns or stocks: a word for it has one as its object."""

import re
from collections.abc import Iterable

from app.services.scenario.names import plain

# Korean is read without spaces: not everybody writes them. "3턴은 빼고" leaves a turn out of the
# edit, "3턴을 줄여" shortens its text, "보물을 빼앗아" takes no turn away, "삭제하지" goes on with
# 말고.
_GONE = (
    r"(?:(?:삭제|제거|생략)(?!하지)|없애(?!지)|없앱|빼(?:줘|주|라|자|버려|버리|세요)|지워|지우(?:고|자|면|세|기)"
    r"|(?:하나로|한턴으로)?합[쳐치](?!지))"
)
_FEWER = r"(?:줄여|줄이(?:고|자|면|세|기|어)|축소(?!하지))"
_MANY = r"(?:\d+|하나|한|두|세|네|다섯|여섯|둘|셋|넷)"
_OBJECT = r"(?:을|를|도)?(?:모두|전부|다|좀|아예|완전히)?"
_STOCK = r"(?:종목|주식|캐릭터|등장인물|인물|가게)(?:들)?"

_FEWER_TURNS = re.compile(
    rf"(?:턴|일차)(?:들)?{_OBJECT}{_GONE}"
    rf"|(?<!\d)턴(?:의?(?:수|개수))?{_OBJECT}(?:{_MANY}(?:개|턴)(?:로|으로))?{_FEWER}"
    rf"|{_MANY}턴(?:짜리)?으?로(?:{_FEWER}|압축|요약|합[쳐치])"
    r"|턴만남[기겨](?!지)"
)
_FEWER_STOCKS = (
    rf"{{stock}}(?:{_MANY}(?:개|명)?)?{_OBJECT}{_GONE}"
    rf"|{_STOCK}(?:의?(?:수|개수))?{_OBJECT}(?:{_MANY}(?:개|명)?(?:로|으로))?{_FEWER}"
    rf"|{_MANY}(?:개|명)?의?{_STOCK}(?:로|으로){_FEWER}"
    rf"|{{stock}}(?:을|를|은|는)?(?:{_MANY}(?:개|명)?)?만남[기겨](?!지)"
)
_ENGLISH = (
    r"(?<!not )(?<!n't )(?<!n’t )(?<!never )"
    r"\b(?:remove|delete|drop|omit|merge)\s+(?:(?:the|all|last|first|one|two|three|a|\d+)\s+){{0,3}}"
    r"(?:{thing})\b(?!\s*['’])(?!\s+(?:news|result|text|name|value|hint|tag|description))"
    r"|\bfewer\s+(?:{thing})\b"
    r"|\b(?:shorten|reduce|cut|trim)\b[^.!?]{{0,40}}\bto\s+\w+\s+(?:{thing})\b"
    r"|\bkeep\s+only\s+(?:(?:the|first|last|\w+)\s+){{0,2}}(?:{thing})\b"
)
_ENGLISH_TURNS = re.compile(
    _ENGLISH.format(thing=r"turns?+(?:\s*\d++)?+|days?+(?:\s*\d++)?+"), re.IGNORECASE
)


def wants_fewer_turns(request: str) -> bool:
    """Unmistakably."""
    return bool(_FEWER_TURNS.search(plain(request)) or _ENGLISH_TURNS.search(request))


def wants_fewer_stocks(request: str, names: Iterable[str]) -> bool:
    """Likewise; ``names`` are those of the story's stocks."""
    told = plain(request)
    named = [name for name in names if plain(name) in told]
    stock = "|".join([_STOCK, *(re.escape(plain(name)) for name in named)])
    thing = "|".join([r"stocks?+", r"characters?+", r"shops?+", *map(re.escape, named)])
    korean = _FEWER_STOCKS.format(stock=f"(?:{stock})")
    english = _ENGLISH.format(thing=thing)
    return bool(re.search(korean, told) or re.search(english, request, re.IGNORECASE))
