from app.sandbox.extraction.text.sentences import split_sentences
from app.sandbox.library.corpus import article_by_slug, corpus


def test_articles_are_complete_and_newest_first() -> None:
    dates = [article.published for article in corpus()]

    assert dates == sorted(dates, reverse=True)
    assert all(date.year == 2024 for date in dates)
    assert all(len(split_sentences(article.text)) >= 15 for article in corpus())


def test_there_is_english_among_them() -> None:
    assert {article.language for article in corpus()} == {"ko", "en"}


def test_an_article_has_its_file_name_as_address() -> None:
    assert article_by_slug("city-bees-2024") in corpus()
    assert article_by_slug("nothing") is None


def test_paragraphs_hold_all_sentences() -> None:
    for article in corpus():
        held = [sentence for paragraph in article.paragraphs for sentence in paragraph]
        assert held == [line for line in article.text.splitlines() if line]
