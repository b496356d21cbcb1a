"""``./scripts/test.sh --faults N``: random faults while tasks are accepted, then a judgement."""

import argparse
import asyncio
import random
import shutil
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from tests.faults.campaign.clocks import clocks_move, preload_clocks
from tests.faults.campaign.outcome import Outcome, Plan
from tests.faults.campaign.report import live_screen, show
from tests.faults.campaign.run import PRODUCT_LEASE, run_campaign
from tests.faults.campaign.servers import running_servers
from tests.sandbox_server import running_sandbox


def main() -> int:
    """Exit code 1 when anything was lost, came twice, or did not end in time."""
    (plan, keep), console = _parse(), Console()
    home = Path(tempfile.mkdtemp(prefix="newsum-campaign-"))
    home.chmod(0o755)  # servers never run as root
    sound = False
    try:
        outcome = _campaign(plan, console, home)
        show(console, outcome)
        sound = outcome.sound
    finally:
        if keep or not sound:
            console.print(f"로그와 파일: {home}")
        else:
            shutil.rmtree(home, ignore_errors=True)
    return 0 if sound else 1


def _campaign(plan: Plan, console: Console, home: Path) -> Outcome:
    preload_clocks()
    if not clocks_move(home):
        sys.exit("libfaketime을 쓸 수 없어 시계를 옮길 수 없습니다.")
    with (
        running_sandbox() as sandbox_url,
        running_servers(home) as servers,
        live_screen(console, plan.faults) as screen,
    ):
        return asyncio.run(run_campaign(plan, servers, sandbox_url, home, screen))


def _parse() -> tuple[Plan, bool]:
    parser = argparse.ArgumentParser(prog="test.sh --faults")
    parser.add_argument("faults", type=int, help="고장의 수")
    parser.add_argument("--seed", type=int, help="같은 씨앗은 같은 고장을 되풀이한다")
    parser.add_argument("--lease", type=float, default=PRODUCT_LEASE, help="초 (기본: 제품과 같이)")
    parser.add_argument("--keep", action="store_true", help="로그와 파일을 남긴다")
    arguments = parser.parse_args()
    seed = random.randrange(2**31) if arguments.seed is None else arguments.seed
    return Plan(arguments.faults, seed, arguments.lease), arguments.keep


if __name__ == "__main__":
    sys.exit(main())
