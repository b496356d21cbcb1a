"""The gateway: `python main.py`, or `uvicorn main:app`."""

import gc

from app import unneeded_modules as unneeded_modules  # isort: skip
from app.config.startup import settings_or_exit
from app.gateway import create_app
from app.server import serve

app = create_app(settings_or_exit())
# What was imported stays for good, and of what comes most is gone before it is worth a look.
gc.freeze()
gc.set_threshold(10_000)

if __name__ == "__main__":
    serve(app)
