"""How gunicorn serves the portal, in the demo and in production; WEB_CONCURRENCY sets the number of processes."""

import os

import gunicorn
from gunicorn.arbiter import Arbiter

gunicorn.SERVER = "portal"  # visitors need not know which server and version answers

wsgi_app = "kredsraad.wsgi"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
loglevel = "warning"
errorlog = "-"
control_socket_disable = True  # nothing here uses it, and it would lie in the home folder


def when_ready(server: Arbiter) -> None:
    """Say where the portal is, once it listens."""
    addresses = ", ".join(str(listener) for listener in server.LISTENERS)
    print(f"\nThe portal is on {addresses}   (Ctrl-C stops it)", flush=True)
