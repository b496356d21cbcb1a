"""The turns that a request names: nobody asked to change the others."""

import re

_FIELD = r"(?:이야기|스토리|뉴스|소식|결과|내용|사건|장면|기대|힌트|태그|값)"
# "7턴짜리" and "3턴 동안" are lengths, "3턴처럼" is a likeness, "5턴으로" and "3턴까지" are goals.
_NO_PLACE = (
    r"(?!\s*(?:짜리|동안|내내|간(?![가-힣])|간의|만에|마다|이상|이하|정도|으로|까지"
    r"|처럼|만큼|같|보다))"
)
_LIST = r"(?<!\d)\d{1,4}(?:\s*(?:,|·|/|와|과|및|하고)\s*\d{1,4})*"
# "3일" alone is as likely a length or a date.
_TURN = rf"(?:번째\s*|번\s*)?(?:(?:턴|일차){_NO_PLACE}|일째?(?:의\s*|\s*){_FIELD})"
_NAMED = re.compile(
    rf"(?P<korean>{_LIST})\s*{_TURN}"
    r"|\b(?:turn|day)s?\s*\#?(?P<english>\d{1,4}(?:\s*(?:,|and|&)\s*\d{1,4})*)\b",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"(?<!\d)(?P<first>\d{1,4})\s*(?:턴|일차)?\s*(?:~|∼|-|–|부터|에서)\s*(?P<last>\d{1,4})\s*(?:턴|일차|일째)"
    r"|\b(?:turn|day)s?\s*(?P<from>\d{1,4})\s*(?:-|–|to|through)\s*(?P<to>\d{1,4})\b",
    re.IGNORECASE,
)
_WHOLE_RANGE = re.compile(rf"(?:{_RANGE.pattern})(?:\s*까지)?", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
# Whoever says one of these means more than the turns that they name.
_EVERYWHERE = re.compile(
    r"전체|전부|모든|모두|매\s?턴|처음|첫(?:\s?(?:번째|턴|날)|째)|앞|이전|전에|까지|[두세네]\s?번째|추가|늘[려리]"
    r"|순서|사이|옮[기겨]"
    r"|이름|캐릭터|등장인물|인물|주인공|주식|종목|가게|말투|배경|제목|세계관"
    r"|(?<!턴 )(?<!의 )(?<!일 )(?<!차 )(?<!째 )(?:이야기|스토리)[를도는가]"
    r"|\b(?:all|every|whole|first|before|until|add|into|swap|rename|names?|characters?|stocks?)\b"
    r"|\b(?:story|setting|world)\b",
    re.IGNORECASE,
)
_ONWARDS = re.compile(
    r"부터|이후|뒤|다음|나머지(?!.{0,12}그대로)|그\s?후|계속|끝|마지막|결말|엔딩|이어|쭉"
    r"|\b(?:from|after|onwards?|rest|later|last|ending|end)\b",
    re.IGNORECASE,
)


def named_turns(request: str, turns: int) -> frozenset[int] | None:
    """The numbers of the only turns that are meant, of a story of ``turns``; None: any may be."""
    # A range says 부터 and 까지 itself.
    rest = _WHOLE_RANGE.sub(" ", request)
    if _EVERYWHERE.search(rest):
        return None
    named = _ranged(request) | _listed(rest)
    known = {number for number in named if 1 <= number <= turns}
    if not known:
        return None
    if _ONWARDS.search(rest):
        return frozenset(range(min(known), turns + 1))
    return frozenset(known)


def _ranged(request: str) -> set[int]:
    found: set[int] = set()
    for match in _RANGE.finditer(request):
        first, last = sorted(int(number) for number in match.groups() if number)
        found.update(range(first, last + 1))
    return found


def _listed(request: str) -> set[int]:
    lists = (match["korean"] or match["english"] for match in _NAMED.finditer(request))
    return {int(number) for numbers in lists for number in _NUMBER.findall(numbers)}
