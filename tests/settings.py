"""Settings for the test run: the product's own, on plain http and independent of this machine's .env."""

import os

os.environ.update(ENV_FILE="", DEBUG="off", DEMO="off", SITE_URL="https://portal.example", EMAIL_URL="memorymail://")
os.environ.setdefault("SECRET_KEY", "only-for-the-test-run")

from kredsraad.settings import *  # noqa: F403

ALLOWED_HOSTS = ["portal.example", "testserver", "127.0.0.1", "localhost"]

# The test client and the browser tests speak plain http; tests/project/ holds the secure values to account.
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False

# Most tests sign in by force, without the second step; tests/accounts/ holds that to account.
SECOND_FACTOR_REQUIRED = False

# Hundreds of accounts are made in a run: the real hasher is slow by design.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Files are found where they lie; the manifest would ask for collectstatic before every run.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise.")]  # noqa: F405

# A connection that a test's server thread keeps would hinder the removal of the test database.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
