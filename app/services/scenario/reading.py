"""From a model's JSON to a story: what is plainly meant is understood, and noted."""

from collections.abc import Sequence

from pydantic import BaseModel

from app.domain.scenario import Breach, Rule, Stock, Story, Turn
from app.services.scenario.numbers import read_number, whole_number
from app.services.scenario.original import Original, RawPart, is_text, parts

_EVERYBODY = "all"  # the tag of news that move every stock


def read_own(original: Original) -> tuple[Turn | None, ...]:
    """The client's own turns as they would be read; None where one can't be."""
    reader = _Reader([original.turn(index) for index in range(original.turns)], original)
    turns: list[Turn | None] = []
    for index in range(original.turns):
        reader.breaches.clear()
        part = reader.turn(index)
        hopeless = any(breach.mended is None for breach in reader.breaches)
        turns.append(None if hopeless else Turn.model_validate(part))
    return tuple(turns)


def read_story(turns: Sequence[object], original: Original) -> tuple[Story | None, list[Breach]]:
    """The story, unless something is missing that only the model can write."""
    reader = _Reader(turns, original)
    parts = [reader.turn(index) for index in range(len(turns))]
    if not turns:
        reader.note("턴이 하나도 없습니다.")
    if any(breach.mended is None for breach in reader.breaches):
        return None, reader.breaches
    return tuple(Turn.model_validate(part) for part in parts), reader.breaches


class _Reader:
    """Reads one reply, with what was there before at hand."""

    def __init__(self, turns: Sequence[object], original: Original) -> None:
        self._turns = [turn if isinstance(turn, dict) else {} for turn in turns]
        self._original = original
        self._place: tuple[int | None, str | None] = (None, None)
        self._told = _told_texts(self._turns)
        self.breaches: list[Breach] = []

    def note(self, fault: str, mended: str | None = None) -> None:
        """Something is wrong at the place that is being read."""
        self.breaches.append(Breach(Rule.SHAPE, fault, *self._place, mended))

    def turn(self, index: int) -> RawPart:
        """A turn's members; incomplete when something was noted that is not mended."""
        raw, before = self._turns[index], self._original.turn(index)
        self._place = (index + 1, None)
        read: RawPart = {"turn_number": self._turn_number(raw, before, index + 1)}
        self._add_text(read, raw, before, "result")
        self._add_text(read, raw, before, "news")
        self._add_text(read, raw, before, "news_tag", before.get("news_tag") or _EVERYBODY)
        stocks = parts(raw.get("stocks"))
        unstocked = before and not parts(before.get("stocks"))
        if (not stocks and not unstocked) or (stocks and stocks != raw["stocks"]):
            self.note("stocks는 객체가 하나 이상 든 배열이어야 합니다.")
        cast = [stock.get("name") for stock in stocks]
        own = self._original.matches(index, cast)
        read["stocks"] = [
            self._stock(index, stock, its_own) for stock, its_own in zip(stocks, own, strict=True)
        ]
        return _with_the_clients_own(read, raw, before, Turn)

    def _stock(self, index: int, raw: RawPart, before: RawPart) -> RawPart:
        name = raw.get("name")
        self._place = (index + 1, name if isinstance(name, str) else None)
        read: RawPart = {"name": name}
        if not is_text(name):
            self.note("name이 없거나 글이 아닙니다.")
        self._add_text(read, raw, before, "risk_level", self._told_elsewhere(name, "risk_level"))
        self._add_text(read, raw, before, "description", self._told_elsewhere(name, "description"))
        self._add_number(read, raw, before, "before_value")
        self._add_number(read, raw, before, "current_value")
        if "current_value" not in read:
            self._take_value_from_next_turn(read, index, name)
        self._add_text(read, raw, before, "expectation", before.get("expectation"))
        return _with_the_clients_own(read, raw, before, Stock)

    def _turn_number(self, raw: RawPart, before: RawPart, number: int) -> int:
        given = whole_number(raw.get("turn_number"))
        if given is not None and given in (number, whole_number(before.get("turn_number"))):
            return given
        fault = f"turn_number는 {number}이어야 합니다."
        self.breaches.append(Breach(Rule.NUMBERING, fault, number, mended="고쳐 적었습니다."))
        return number

    def _add_text(
        self, read: RawPart, raw: RawPart, before: RawPart, name: str, otherwise: object = None
    ) -> None:
        """Nothing is added, nor missed, where the client's own story had nothing."""
        if is_text(raw.get(name)):
            read[name] = raw[name]
        elif before and not is_text(before.get(name)):
            read.update({name: ""} if before.get(name) == "" else {})
        elif is_text(otherwise):
            read[name] = otherwise
            self.note(f"{name}이(가) 없거나 글이 아닙니다.", "알려진 값으로 채웠습니다.")
        else:
            self.note(f"{name}이(가) 없거나 글이 아닙니다.")

    def _add_number(self, read: RawPart, raw: RawPart, before: RawPart, name: str) -> None:
        """The client's own spelling of one is no fault."""
        number = read_number(raw.get(name))
        if number is None:
            return
        read[name] = number
        if whole_number(raw.get(name)) is None and raw.get(name) != before.get(name):
            self.note(f"{name}이(가) 정수가 아닙니다.", f"{number}(으)로 읽었습니다.")

    def _take_value_from_next_turn(self, read: RawPart, index: int, name: object) -> None:
        fault = "current_value가 없거나 수가 아닙니다."
        for stock in self._stocks_of(index + 1):
            value = read_number(stock.get("before_value"))
            if stock.get("name") == name and value is not None:
                read["current_value"] = value
                self.note(fault, f"다음 턴의 before_value {value}을(를) 썼습니다.")
                return
        self.note(fault)

    def _told_elsewhere(self, name: object, member: str) -> object:
        """What another turn says of the same stock."""
        return self._told.get((name, member)) if isinstance(name, str) else None

    def _stocks_of(self, index: int) -> list[RawPart]:
        return parts(self._turns[index].get("stocks")) if index < len(self._turns) else []


def _told_texts(turns: Sequence[RawPart]) -> dict[tuple[str, str], str]:
    """What is first said of each stock."""
    told: dict[tuple[str, str], str] = {}
    for stock in (stock for turn in turns for stock in parts(turn.get("stocks"))):
        for member in ("risk_level", "description"):
            if isinstance(stock.get("name"), str) and is_text(stock.get(member)):
                told.setdefault((stock["name"], member), stock[member])
    return told


def _with_the_clients_own(
    read: RawPart, raw: RawPart, before: RawPart, known: type[BaseModel]
) -> RawPart:
    """With the members that we don't know, as the client had them and the model left them."""
    own = [name for name in before if name not in known.model_fields]
    return {**read, **{name: raw.get(name, before[name]) for name in own}}
