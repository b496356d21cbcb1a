from dataclasses import replace

from app.domain.script_news import ImageReading
from app.services.llm.protocol import Picture, Prompt
from app.workflows.ledgered_model import LedgeredModel
from tests.unit.nodes.news.test_images import CHART
from tests.unit.nodes.script_examples import Answers
from tests.unit.nodes.stand_ins import Ledger

PROMPT = Prompt("look", "system", "user", pictures=(Picture("image/jpeg", b"one"),))


async def test_the_same_question_about_the_same_picture_is_asked_once() -> None:
    answers = Answers({"look": CHART})
    model = LedgeredModel(answers, Ledger())
    other = replace(PROMPT, pictures=(Picture("image/jpeg", b"two"),))
    for prompt in (PROMPT, PROMPT, other, other, replace(PROMPT, pictures=())):
        assert (await model.ask(ImageReading, prompt)).type == "chart"
    assert [len(prompt.pictures) for prompt in answers.asked] == [1, 1, 0]
