import pytest

from app.sandbox.extraction.text.framing import Utterance, english_utterances, korean_utterances


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("시는 버스를 늘리겠다고 5일 밝혔다.", "시는 버스를 늘리겠다"),
        ("12일 해든시에 따르면 열매가 늘었다.", "열매가 늘었다"),
        ("하지만 걱정도 있다.", "걱정도 있다"),
        ("세계기구(WHO)는 새 기준(안)을 냈다.", "세계기구는 새 기준을 냈다"),
        ("연구진은 원인을 처음으로 밝혔다.", "연구진은 원인을 처음으로 밝혔다"),
    ],
)
def test_the_frame_is_removed(sentence: str, text: str) -> None:
    assert korean_utterances(sentence) == [Utterance(text)]


def test_quotations_keep_their_speaker() -> None:
    sentence = '최 교수는 "단초가 열렸다"며 "앞으로 널리 쓰일 것"이라고 말했다.'

    assert korean_utterances(sentence.replace("단초가 열렸다", "새로운 단초가 열렸다")) == [
        Utterance("새로운 단초가 열렸다", "최 교수"),
        Utterance("앞으로 널리 쓰일 것이다", "최 교수"),
    ]


def test_a_quoted_term_is_no_quotation() -> None:
    [utterance] = korean_utterances("시는 “거꾸로 멘토링”이라는 이름을 붙였다.")

    assert not utterance.quoted


@pytest.mark.parametrize(
    ("sentence", "text", "quoted"),
    [
        ("However, the reef was buried in mud.", "The reef was buried in mud", False),
        ('"The water is clear again," said Ann Lee.', "The water is clear again", True),
        ("The water is clear again, Ann Lee said.", "The water is clear again", True),
    ],
)
def test_english_frames(sentence: str, text: str, quoted: bool) -> None:
    [utterance] = english_utterances(sentence)

    assert (utterance.text, utterance.quoted) == (text, quoted)


@pytest.mark.parametrize(
    ("sentence", "text", "speaker"),
    [
        ("이런 사례는 처음이라고 연구팀은 설명했다.", "이런 사례는 처음이다", "연구팀"),
        ("김민수 박사는 물이 맑아졌다고 설명했다.", "물이 맑아졌다", "김민수 박사"),
        ("“문을 다시 열겠습니다”라고 나루 이장은 말했다.", "문을 다시 열겠습니다", "나루 이장"),
        (
            '"We will open again," the mayor Ana Ruiz promised.',
            "We will open again",
            "the mayor Ana Ruiz",
        ),
    ],
)
def test_what_is_said_belongs_to_who_says_it(sentence: str, text: str, speaker: str) -> None:
    utterances = english_utterances if sentence.isascii() else korean_utterances

    assert utterances(sentence) == [Utterance(text, speaker)]


def test_a_quotation_without_its_speaker_is_nobodys() -> None:
    assert korean_utterances("“우리가 반드시 이기겠습니다”라고 말했다.") == []


def test_the_sentences_of_one_quotation_have_one_level() -> None:
    said, *_ = korean_utterances("정 감독은 “변명하지 않겠다. 우리가 방심했습니다”라고 말했다.")

    assert said.text == "변명하지 않겠습니다. 우리가 방심했습니다"
