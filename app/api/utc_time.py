"""Times as clients read them: ISO 8601 in UTC."""

from datetime import datetime
from typing import Annotated

from pydantic import PlainSerializer

UtcTime = Annotated[
    datetime, PlainSerializer(lambda t: t.isoformat().replace("+00:00", "Z"), return_type=str)
]
