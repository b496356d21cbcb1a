from app.sandbox.extraction.text.keyphrases import key_phrases, noun_phrases, overlap

BEES = [
    "옥상에 놓인 도시 벌통이 꽃을 되살렸다.",
    "도시 벌통에서 딴 꿀은 깨끗했다.",
    "봉다현 교수는 도시 벌통을 더 늘려야 한다고 말했다.",
]


def test_words_that_keep_company_are_one_phrase() -> None:
    assert key_phrases(BEES, 3)[0] == "도시 벌통"


def test_phrases_do_not_repeat_each_other_and_name_no_persons() -> None:
    phrases = key_phrases(BEES, 10)

    assert not any(one != other and one in other for one in phrases for other in phrases)
    assert not any("교수" in phrase for phrase in phrases)


def test_a_quoted_term_is_a_phrase() -> None:
    assert "무감독 시험" in key_phrases(["대학은 ‘무감독 시험’을 시작했다."], 5)


def test_a_noun_that_ends_like_a_particle_stays_whole() -> None:
    assert "구덩이" in key_phrases(["구덩이가 깊다.", "구덩이에서 얼음이 나왔다."], 3)


def test_the_phrases_of_a_question_are_its_longest() -> None:
    assert noun_phrases("2024년 AI 기술 발전과 사회 변화") == ["AI 기술 발전", "사회 변화"]


def test_overlap_is_the_share_of_the_first_text() -> None:
    assert overlap("꿀벌과 도시", "도시에 꿀벌이 산다") == 1.0
    assert overlap("꿀벌과 도시", "바다에 고래가 산다") == 0.0
    assert overlap("", "바다") == 0.0
