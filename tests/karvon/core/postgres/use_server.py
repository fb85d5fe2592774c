"""Uses the embedded server from a process of its own: prints its address, or why there is none, and waits."""

import sys
from pathlib import Path

from karvon.core.postgres.errors import DatabaseUnavailable
from karvon.core.postgres.launcher import embedded_postgres

try:
    with embedded_postgres(Path(sys.argv[1])) as server:
        print(server.ensure_database("karvon"), flush=True)
        sys.stdin.read()
except DatabaseUnavailable as error:
    print(error, flush=True)
