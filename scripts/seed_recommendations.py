#!/usr/bin/env python3
"""``.venv/bin/python scripts/seed_recommendations.py``: sample outfits for the recommendations.

Exit codes: 0 done (or done before), 1 a server or the disk failed, 2 wrong usage, 78 settings.
"""

import argparse
import asyncio
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])  # run as a file, from wherever one is

from app.config.settings import Settings  # noqa: E402
from app.config.startup import settings_or_exit  # noqa: E402
from app.database import Database  # noqa: E402
from app.domain.errors import InfrastructureError  # noqa: E402
from app.embedded.endpoints import Endpoints, resolve_endpoints  # noqa: E402
from app.repositories.migrate import migrate  # noqa: E402
from app.services.storage.local import LocalObjectStore  # noqa: E402
from app.services.storage.paths import StoragePaths  # noqa: E402
from scripts.recommendations.seed import name_sample_user, seed  # noqa: E402


def main() -> int:
    """Seed once; again changes nothing."""
    parser = argparse.ArgumentParser(description="추천 API의 예시 코디를 넣는다.")
    parser.add_argument(
        "--token", help="API 키를 쓰는 설치에서 예시 사용자를 가리킬 Bearer 토큰 (sets its token)"
    )
    token = parser.parse_args().token
    settings = settings_or_exit()
    try:
        print(asyncio.run(_seed(settings, resolve_endpoints(settings), token)))
    except InfrastructureError as exc:
        sys.stderr.write(f"{exc.detail}\n")
        return 1
    return 0


async def _seed(settings: Settings, endpoints: Endpoints, token: str | None) -> str:
    await migrate(endpoints.postgres)
    database = await Database.open(
        endpoints.postgres, min_size=1, max_size=1, application_name="newsum-seed"
    )
    store = LocalObjectStore(
        StoragePaths(settings.IMAGE_STORAGE_PATH, settings.REPORT_STORAGE_PATH)
    )
    try:
        added = await seed(database, store)
        if token:
            await name_sample_user(database, token)
    finally:
        await database.close()
    return f"예시 코디 {added}개를 넣었습니다." if added else "예시 코디가 이미 있습니다."


if __name__ == "__main__":
    sys.exit(main())
