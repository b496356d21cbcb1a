"""A new story: a cast from the theme, and news that drive one turn after the other."""

from app.sandbox.extraction.tale.casting import cast_of, place_of
from app.sandbox.extraction.tale.happenings import Happening, chosen, hope
from app.sandbox.extraction.tale.raw import Raw
from app.sandbox.extraction.tale.values import START, Tier, moved, tier_of
from app.sandbox.extraction.text.hangul import attach
from app.sandbox.extraction.text.slots import filled

_RISKS: tuple[tuple[Tier, str], ...] = (
    ("low", "저위험 저수익"),
    ("mid", "중위험 중수익"),
    ("high", "고위험 고수익"),
)
_DESCRIPTIONS: dict[Tier, tuple[str, ...]] = {
    "low": ("{a:은} 느리지만 꾸준히 자라요.", "{a:은} 궂은날에도 좀처럼 흔들리지 않아요."),
    "mid": (
        "{a:은} 새로운 시도와 안정 사이에서 균형을 잡아요.",
        "{a:은} 한 걸음씩 새로운 것을 배워 가요.",
    ),
    "high": (
        "{a:은} 크게 오르기도 하고 크게 내리기도 해요.",
        "{a:은} 남들이 망설이는 일에 먼저 뛰어들어요.",
    ),
}


def invented(theme: str, request: str, turns: int, stocks: int) -> list[Raw]:
    """``turns`` turns of ``stocks`` stocks, the same for the same words."""
    seed = f"{theme} {request}"
    cast = cast_of(f"{theme} {request}".strip(), stocks)
    words = {**words_for(cast), "place": place_of(seed)}
    between = chosen(turns - 1, seed, words)
    values = [START] * stocks
    story: list[Raw] = []
    for number in range(1, turns + 1):
        came = between[number - 2] if number > 1 else None
        news = between[number - 1] if number < turns else None
        before = values
        if came:
            values = [
                moved(value, tier_at(at), came.moves[tier_at(at)], f"{seed} {number} {at}")
                for at, value in enumerate(values)
            ]
        told = news or _farewell(cast, values, words["place"])
        story.append(
            {
                "turn_number": number,
                "result": came.result if came else _opening(theme, cast),
                "news": told.news,
                "news_tag": told.tag,
                "stocks": [
                    _stock(at, name, before[at], values[at], told) for at, name in enumerate(cast)
                ],
            }
        )
    return story


def words_for(cast: list[str]) -> dict[str, str]:
    """Names by tier, for the sentences of what happens."""
    low, mid, high = (cast[min(at, len(cast) - 1)] for at in range(3))
    return {"low": low, "mid": mid, "high": high, "a": low, "b": high}


def tier_at(position: int) -> Tier:
    """The first is safe, the third daring, and round again."""
    return _RISKS[position % len(_RISKS)][0]


def new_stock(position: int, name: str) -> Raw:
    """One that nothing has happened to yet."""
    tier, risk = _RISKS[position % len(_RISKS)]
    return {
        "name": name,
        "risk_level": risk,
        "description": filled(_DESCRIPTIONS[tier][0], {"a": name}),
        "before_value": START,
        "current_value": START,
        "expectation": hope(name, 0, name),
    }


def other_description(stock: Raw) -> str:
    """Of its tier, and not the one that it has."""
    words = {"a": str(stock.get("name") or "")}
    told = [filled(each, words) for each in _DESCRIPTIONS[tier_of(stock.get("risk_level"))]]
    return next(each for each in told if each != stock.get("description"))


def _stock(position: int, name: str, before: int, now: int, news: Happening) -> Raw:
    strength = news.moves[tier_at(position)]
    return {
        **new_stock(position, name),
        "before_value": before,
        "current_value": now,
        "expectation": hope(name, strength, news.news),
    }


def _opening(theme: str, cast: list[str]) -> str:
    about = theme.strip(" .!").removesuffix("이야기").strip()
    return f"‘{about}’ 이야기가 시작돼요! {attach(', '.join(cast), '이')} 첫날을 준비했어요."


def _farewell(cast: list[str], values: list[int], place: str) -> Happening:
    best = cast[values.index(max(values))]
    news = (
        f"{place}의 이야기는 여기까지예요. {attach(best, '이')} 가장 많이 자랐어요. "
        "어떤 소식이 값을 움직였는지 함께 되돌아봐요!"
    )
    return Happening(news, "all", "", {"low": 0, "mid": 0, "high": 0})
