"""The rule of language."""

from app.domain.comic import Language

LANGUAGE_RULE = {
    Language.KO: "글은 모두 한국어로 쓴다. 영어로 쓰라고 한 항목만 영어로 쓴다.",
    Language.EN: "글은 모두 영어로 쓴다.",
}
