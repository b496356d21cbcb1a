"""Names for those that a story is about, from the words of its theme."""

import re

from app.sandbox.extraction.digest import digest
from app.sandbox.extraction.text.keyphrases import noun_phrases

_NAMED = re.compile(
    r"(?P<first>[가-힣]{1,8}), (?P<second>[가-힣]{1,8}),? (?:그리고 )?(?P<third>[가-힣]{1,8}?)"
    r"(?P<after>으로|로|이|가|을|를|과|와|의|은|는)?"
    r"(?: (?P<head>[가-힣]{2,8}?)(?:이|가|을|를|은|는|의|들이)?)?"
    r"(?=[\s,.]|$)"
)
_HEADS = (
    "푸드트럭",
    "마법사",
    "빵집",
    "카페",
    "가게",
    "탐험대",
    "서커스단",
    "연구소",
    "농장",
    "공방",
    "학교",
    "탐정",
    "로봇",
    "요리사",
    "도둑",
    "상인",
    "선원",
    "기사",
    "동물원",
    "놀이공원",
)
_FIRSTS = (
    ("새싹", "무지개", "번개"),
    ("나무", "바람", "화염"),
    ("햇살", "물결", "별똥별"),
    ("조약돌", "구름", "불꽃"),
)
_MADE_OF = ("으로", "로", "의")
_USUAL_HEAD = "가게"
_PLACES = "왕국|마을|축제|숲|바다|우주|도시|시장|섬|학교|하늘|나라|골목|산|공원|호수"
_PLACE = re.compile(rf"(?:[가-힣]{{1,6}}\s?)?(?:{_PLACES})")


def cast_of(theme: str, count: int) -> list[str]:
    """Those that the theme lists, else its kind of shop or person in several guises."""
    listed = _listed(theme)
    if len(listed) >= count:
        return listed[:count]
    head = _head(theme)
    guises = _FIRSTS[digest(theme) % len(_FIRSTS)]
    more = [f"{guise} {head}" for guise in (*guises, *(one for row in _FIRSTS for one in row))]
    return list(dict.fromkeys([*listed, *more]))[:count]


def rivals_of(name: str, count: int) -> list[str]:
    """Others of the same kind as ``name``: 화염 마법사 → 나무 마법사, 바람 마법사."""
    bare = re.sub(r"^\W+", "", name).split()
    head = bare[-1] if bare else _USUAL_HEAD
    taken = set(bare[:-1])
    guises = [one for row in _FIRSTS for one in row if one not in taken]
    start = digest(name) % len(guises)
    turned = [*guises[start:], *guises[:start]]
    return [f"{guise} {head}" for guise in turned[:count]]


def place_of(theme: str) -> str:
    """Where it plays."""
    match = _PLACE.search(theme)
    return match.group().split()[-1] if match else "마을"


def _listed(theme: str) -> list[str]:
    match = _NAMED.search(theme)
    if not match:
        return []
    items = [match["first"], match["second"], match["third"]]
    if match["after"] and match["after"] not in _MADE_OF:
        return items  # they act themselves
    head = match["head"] if match["head"] and not match["after"] else _head(theme)
    return [item if head in item else f"{item} {head}" for item in items]


def _head(theme: str) -> str:
    found = [(theme.find(head), head) for head in _HEADS if head in theme]
    if found:
        return min(found)[1]
    nouns = [phrase.split()[-1] for phrase in noun_phrases(theme)]
    usable = [noun for noun in nouns if 2 <= len(noun) <= 8 and not re.search(_PLACES, noun)]
    return usable[0] if usable and usable[0] not in ("이야기", "모험") else _USUAL_HEAD
