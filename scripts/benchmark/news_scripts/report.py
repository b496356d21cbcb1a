"""What was measured beside what was asked for."""

from collections.abc import Sequence
from dataclasses import asdict

from scripts.benchmark.news_scripts.downloads import AT_ONCE, IMAGE_SECONDS, IMAGES, Downloaded
from scripts.benchmark.news_scripts.faults import GOOD, Outcome
from scripts.benchmark.news_scripts.writing import MODEL_SECONDS, Written
from scripts.benchmark.report import Aim, Grid, Part, at_most
from scripts.benchmark.spread import spread

_DOWNLOADED_SECONDS = 4.2


def downloads_report(downloaded: Downloaded) -> Part:
    """One after the other and a few at a time."""
    taken = spread(downloaded.at_once)
    rows = (
        ("1", f"{downloaded.in_a_row:.2f}", f"{IMAGES * IMAGE_SECONDS:.2f}"),
        (str(AT_ONCE), taken.text(2), f"{-(-IMAGES // AT_ONCE) * IMAGE_SECONDS:.2f}"),
    )
    columns = ("at a time", "seconds", "the server alone")
    what = f"{IMAGES} images of {IMAGE_SECONDS:g} s, {AT_ONCE} at a time, s"
    return Part(
        "images",
        (Grid(f"이미지 {IMAGES}개 다운로드 (image downloads)", columns, rows),),
        (at_most(what, _DOWNLOADED_SECONDS, taken),),
        asdict(downloaded),
    )


def faults_report(outcomes: Sequence[Outcome]) -> Part:
    """Each fault, and the good images beside it."""
    rows = tuple(
        (each.fault, f"{each.whole} of {GOOD}", f"{each.seconds:.2f}", each.told)
        for each in outcomes
    )
    columns = ("broken image", "the rest whole", "seconds", "told as")
    held = sum(outcome.held for outcome in outcomes)
    aim = Aim(
        "image faults that leave the rest whole",
        f"{len(outcomes)} of {len(outcomes)}",
        f"{held} of {len(outcomes)}",
        held == len(outcomes),
    )
    return Part(
        "faults",
        (Grid("이미지 고장 (image faults)", columns, rows),),
        (aim,),
        {"outcomes": [asdict(outcome) for outcome in outcomes]},
    )


def writing_report(written: Sequence[Written]) -> Part:
    """Whole scripts."""
    first = written[0]
    over = spread([(each.seconds / each.least - 1) * 100 for each in written])
    rows = (
        (
            f"{first.articles} article(s), {first.images} images, {first.looked_at} looked at",
            spread([each.seconds for each in written]).text(2),
            f"{first.least:.2f}",
            over.text(1),
        ),
    )
    columns = ("script", "seconds", "the models alone", "% over")
    notes = (
        f"A model of {MODEL_SECONDS:g} s, images of {IMAGE_SECONDS:g} s, the product's limits; "
        "search and pages are not in the models' time.",
    )
    return Part(
        "script",
        (Grid("대본 (a whole script)", columns, rows, notes),),
        (),
        {"written": [asdict(each) for each in written]},
    )
