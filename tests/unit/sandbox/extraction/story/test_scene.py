from app.sandbox.extraction.composer import Composer, Plan
from app.sandbox.extraction.material.material import read_material
from app.sandbox.library.corpus import corpus


def composers() -> list[Composer]:
    found = []
    for article in corpus():
        prompt = f'<source id="S1" title="{article.slug}">\n{article.text}\n</source>'
        found.append(Composer(read_material([prompt]), Plan()))
    return found


def test_every_panel_has_its_own_words() -> None:
    for composer in composers():
        scenes = composer.scenes
        assert len(scenes) == 4
        lines = [line.text for scene in scenes for line in scene.lines]
        assert len(set(lines)) == len(lines)


def test_bubbles_are_short_whole_and_said_by_the_cast() -> None:
    for composer in composers():
        for scene in composer.scenes:
            for line in scene.lines:
                assert len(line.text) <= (60 if composer.korean else 90)
                assert not line.text.endswith("…")
                assert line.speaker in composer.cast.members


def test_who_is_quoted_says_it_himself() -> None:
    [bees] = [one for one in composers() if "벌통" in one.material.text]

    said = {line.speaker.name for scene in bees.scenes for line in scene.lines}

    assert "기자" in said
    assert len(said) > 1


def test_pictures_have_room_for_all_that_is_named() -> None:
    for composer in composers():
        for scene in composer.scenes:
            assert len(scene.props) <= (2 if len(scene.present) == 1 else 1)
