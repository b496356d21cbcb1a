"""The gateway: `python main.py`, or `uvicorn main:app`."""

from app.config.startup import settings_or_exit
from app.gateway import create_app
from app.server import serve

app = create_app(settings_or_exit())

if __name__ == "__main__":
    serve(app)
