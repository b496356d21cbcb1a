"""The stock game's stories: what they are made of, how one is ordered, what comes back.

A story belongs to its client: members that we don't know stay in it, and so does what it left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.domain.task import TaskPayload

NEW_TURNS = 7
NEW_STOCKS = 3
START_VALUE = 100


class StoryPart(BaseModel):
    """Base of what a story is made of."""

    model_config = ConfigDict(extra="allow", frozen=True)


class Stock(StoryPart):
    """A shop or character that the player may invest in, at one turn."""

    name: str
    risk_level: str = ""
    description: str | None = None
    before_value: int | None = None
    current_value: int
    expectation: str | None = None


class Turn(StoryPart):
    """One day of the game: its ``news`` drives the next turn's ``result`` and values."""

    turn_number: int
    result: str = ""
    news: str = ""
    news_tag: str | None = None
    stocks: tuple[Stock, ...]

    @property
    def cast(self) -> tuple[str, ...]:
        """The stocks' names in their order."""
        return tuple(stock.name for stock in self.stocks)

    def with_stocks(self, stocks: Sequence[Stock]) -> "Turn":
        """The same turn with these."""
        return self.model_copy(update={"stocks": tuple(stocks)})


Story = tuple[Turn, ...]


class Rule(StrEnum):
    """What a story keeps to."""

    SHAPE = "shape"
    NUMBERING = "numbering"
    COUNT = "count"
    CAST = "cast"
    RISK = "risk"
    START = "start"
    CHAIN = "chain"
    RANGE = "range"
    KEEP = "keep"
    LANGUAGE = "language"
    SAFETY = "safety"


@dataclass(frozen=True)
class Breach:
    """Which turn and stock breaks which rule.

    ``mended`` says what was put there instead; None when nobody but the model can mend it.
    """

    rule: Rule
    fault: str
    turn: int | None = None
    stock: str | None = None
    mended: str | None = None

    @property
    def place(self) -> str:
        """``3턴 '화염 마법사'``."""
        turn = f"{self.turn}턴" if self.turn is not None else "이야기 전체"
        return f"{turn} '{self.stock}'" if self.stock is not None else turn

    @property
    def sentence(self) -> str:
        """For the model, and for people when it is an error."""
        return f"{self.place}: {self.fault}"

    @property
    def warning(self) -> str:
        """For people, when it was mended."""
        return f"{self.place}: {self.fault} {self.mended}"


class EditOrder(BaseModel):
    """Change a story as ``request`` says; ``story`` is the client's JSON array as it came."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["edit"] = "edit"
    chapter_id: str
    story: str
    request: str


class NewOrder(BaseModel):
    """Write a new story about ``theme``; ``request`` may wish for more."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["new"] = "new"
    chapter_id: str
    theme: str
    request: str | None = None


StoryOrder = Annotated[EditOrder | NewOrder, Field(discriminator="kind")]


class ScenarioPayload(TaskPayload):
    """One story to make; ``shown`` while it is written, when somebody may be looking."""

    task_type: ClassVar[str] = "scenario"
    queue: ClassVar[str] = "scenario_edit_queue"

    order: StoryOrder
    shown: bool


class ScenarioBatchPayload(TaskPayload):
    """Several, ``parallel`` at a time."""

    task_type: ClassVar[str] = "scenario_batch"
    queue: ClassVar[str] = "scenario_edit_queue"

    orders: tuple[StoryOrder, ...]
    parallel: int


class StoryResult(BaseModel):
    """A story as clients get it: three members, as ever; a fourth when there is a warning."""

    chapterId: str
    story: str
    isCustom: Literal[True] = True
    warnings: list[str] = Field(default=[], exclude_if=lambda warnings: not warnings)


class StoryError(BaseModel):
    """Why a story of a batch was not made."""

    slug: str
    detail: str


class BatchItem(BaseModel):
    """What became of one order of a batch: exactly one of both is there."""

    chapterId: str
    result: StoryResult | None = None
    error: StoryError | None = None


class BatchResult(BaseModel):
    """In the order of the orders."""

    results: list[BatchItem]
