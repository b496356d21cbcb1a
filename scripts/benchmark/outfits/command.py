"""``benchmark_async.py outfits``: pages of recommendations and their messages."""

from scripts.benchmark.engine.stage import Stage
from scripts.benchmark.outfits.messages import page_with_messages
from scripts.benchmark.outfits.reading import page_without_model
from scripts.benchmark.outfits.report import messages_report, reading_report
from scripts.benchmark.outfits.shop import DATABASE, NUMBER, fill_shop
from scripts.benchmark.report import Part
from scripts.benchmark.staged_command import StagedCommand


def _measure(stage: Stage, rounds: int) -> list[Part]:
    stage.servers.renew(DATABASE)
    fill_shop(stage.servers.endpoints(DATABASE, NUMBER).postgres, stage.home)
    return [
        messages_report(page_with_messages(stage, rounds)),
        reading_report(page_without_model(stage, rounds)),
    ]


OUTFITS = StagedCommand("recommendations: a page with and without a model", _measure)
