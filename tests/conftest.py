"""What every test shares."""

import os

from hypothesis import settings

# No example database: a test run leaves nothing in the source tree. In CI the same examples every time.
settings.register_profile("suite", deadline=None, database=None, derandomize="CI" in os.environ)
settings.load_profile("suite")
