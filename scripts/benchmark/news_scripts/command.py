"""``benchmark_async.py scripts``: image downloads, broken images, and whole scripts."""

from scripts.benchmark.engine.stage import Stage
from scripts.benchmark.news_scripts.database import make_database
from scripts.benchmark.news_scripts.downloads import download
from scripts.benchmark.news_scripts.faults import break_images
from scripts.benchmark.news_scripts.report import downloads_report, faults_report, writing_report
from scripts.benchmark.news_scripts.writing import write
from scripts.benchmark.report import Part
from scripts.benchmark.staged_command import StagedCommand


def _measure(stage: Stage, rounds: int) -> list[Part]:
    make_database(stage)
    return [
        downloads_report(download(stage, rounds)),
        faults_report(break_images(stage)),
        writing_report(write(stage, rounds)),
    ]


SCRIPTS = StagedCommand("video scripts: image downloads, broken images, a whole script", _measure)
