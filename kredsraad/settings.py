"""Settings, all in this file and all from the environment (.env.example explains each).

Secure unless DEBUG or DEMO is asked for: without a SECRET_KEY nothing starts. A file named by ENV_FILE (default
``.env`` beside manage.py) is read first; what the environment itself says wins over it.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from whitenoise.compress import Compressor

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"  # everything the portal writes while it runs: database, collected static files
DESIGN_DIR = BASE_DIR / "build" / "design"  # what script/build-design makes
FIXTURES_DIR = BASE_DIR / "fixtures"

env = environ.Env()
if env_file := os.environ.get("ENV_FILE", str(BASE_DIR / ".env")):
    env.read_env(env_file)

# --- Which kind of run this is ---------------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)  # made-up accounts on this machine only: plain http is allowed
SECURE = not (DEBUG or DEMO)


def secret_key() -> str:
    """Return SECRET_KEY, or a worthless one under DEBUG; raise ImproperlyConfigured where a real one is missing."""
    key = env.str("SECRET_KEY", default="")
    if key or DEBUG:
        return key or "not-secret-only-for-debugging"
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Put a long random value in the environment or in .env, and keep it secret. "
        "For trying the portal on this machine, run script/server, which makes one."
    )


SECRET_KEY = secret_key()
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

# The portal's own address, without a slash at the end; used where a full address is needed (feeds, mail, PDF).
SITE_URL = env.str("SITE_URL", default="" if SECURE else "http://127.0.0.1:8000").rstrip("/")
LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[host for host in [urlsplit(SITE_URL).hostname] if host] if SECURE else LOOPBACK_HOSTS
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# --- What the portal consists of -------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "kredsraad",
    "plans",
    "initiatives",
    "councils",
    "kredsraad.admin_config.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_prose_editor",
    "post_office",
    "rules",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kredsraad.csp.SteadyCSPMiddleware",
    "kredsraad.encoding.Utf8Middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kredsraad.accounts.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "kredsraad.urls"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:overview"
WSGI_APPLICATION = "kredsraad.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Forms and their fields are drawn by the templates in templates/forms/, in the design system's markup.
FORM_RENDERER = "councils.forms.DesignRenderer"

# --- Database --------------------------------------------------------------------------------------------------------

SQLITE_OPTIONS = {
    # A transaction that reads and then writes must wait for the lock at its start: later it would fail at once.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,  # seconds that a writer waits for another one
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
}


def database() -> dict[str, object]:
    """Return the connection that DATABASE_URL names, by default an SQLite file under var/, with our options."""
    config = env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")
    if config["ENGINE"] == "django.db.backends.sqlite3":
        VAR_DIR.mkdir(exist_ok=True)
        # Opening a file and setting its modes takes longer than the queries of a public page: keep it open.
        return {"CONN_MAX_AGE": 60} | config | {"OPTIONS": SQLITE_OPTIONS | config.get("OPTIONS", {})}
    return {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True} | config


DATABASES = {"default": database()}

# What several web processes must agree on for a while (attempts to sign in, chiefly); a table, made by migrate.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        # A full cache throws rows away: so many that nobody can push their own attempts out by trying many addresses.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- People and passwords --------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "councils.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "display_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Signing in: by e-mail address and password, with accounts that come from invitations alone.
ACCOUNT_ADAPTER = "kredsraad.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the invitation came to the address; nobody adds another one
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Django's own, which knows the account's one address; allauth's would keep a second list of addresses beside it.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_FORMS = {
    "login": "kredsraad.accounts.forms.SignInForm",
    "reauthenticate": "kredsraad.accounts.forms.ReauthenticateForm",
    "change_password": "kredsraad.accounts.forms.ChangePasswordForm",
    "set_password": "kredsraad.accounts.forms.SetPasswordForm",
    "reset_password": "kredsraad.accounts.forms.AskNewPasswordForm",
    "reset_password_from_key": "kredsraad.accounts.forms.NewPasswordForm",
}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_ADAPTER = "kredsraad.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "kredsraad.accounts.forms.CodeForm",
    "reauthenticate": "kredsraad.accounts.forms.CodeAgainForm",
    "activate_totp": "kredsraad.accounts.forms.ConnectAppForm",
}
# Whether secretaries and administrators must have a second factor before they come in.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=SECURE)
INVITATION_DAYS = env.int("INVITATION_DAYS", default=14)
SESSION_COOKIE_AGE = 12 * 3600  # seconds; a working day
SESSION_SAVE_EVERY_REQUEST = False
# How many proxies stand in front, so that attempts are counted by the visitor's own address (X-Forwarded-For).
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

# --- What the browser is told ----------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],  # the editor's import map stands in the page and carries the nonce
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # the design system's CSS has small pictures as data
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SECURE and env.bool("SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=365 * 24 * 3600) if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=True)
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = SECURE

# Header in which the proxy in front says that the visitor came by https, such as X-Forwarded-Proto. Only to be set
# where that proxy removes the header from what visitors send.
PROXY_SSL_HEADER = env.str("PROXY_SSL_HEADER", default="")
if PROXY_SSL_HEADER:
    SECURE_PROXY_SSL_HEADER = ("HTTP_" + PROXY_SSL_HEADER.upper().replace("-", "_"), "https")

# --- Language and time -----------------------------------------------------------------------------------------------

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk")]
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = True
USE_TZ = True

# --- Static files, uploads, mail, log --------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [folder for folder in [BASE_DIR / "static", DESIGN_DIR] if folder.is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Besides the ones that WhiteNoise knows: read by the PDF engine and by developers' tools, hardly ever sent.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "ttf", "map", "scss")

# Documents to agenda items; no address leads here, and every web process must see the same folder.
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(VAR_DIR / "uploads"))
# Where the authority's records system collects copies of answers, responses and editions; none are made when empty.
RECORDS_DIR = env.str("RECORDS_DIR", default="")
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # bytes; larger files wait on disk
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # bytes of form fields: a long section's text fits well
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# Mail is a row in the database, written in the transaction of its cause; run_due hands it to the mail server, and
# tries again for as long as that is down.
MAIL_SERVER = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(MAIL_SERVER)
if MAIL_SERVER["EMAIL_BACKEND"].endswith("console.EmailBackend"):
    MAIL_SERVER["EMAIL_BACKEND"] = "kredsraad.console.EmailBackend"  # prints what a person can read
# What comes after the @: the site's host, unless that is a bare number (127.0.0.1), which no address may have.
site_host = urlsplit(SITE_URL).hostname or ""
MAIL_HOST = site_host if site_host.strip("0123456789.:") else "localhost"
POST_OFFICE = {"BACKENDS": {"default": MAIL_SERVER["EMAIL_BACKEND"]}, "MESSAGE_ID_FQDN": MAIL_HOST}
EMAIL_BACKEND = "councils.postbox.QueueBackend"
EMAIL_TIMEOUT = 20  # seconds that the mail server has for each answer
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"portal@{MAIL_HOST}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {
        # Django's own handlers would mail and print a second time.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        **{app: {"level": "INFO"} for app in ["councils", "initiatives", "plans", "kredsraad"]},
    },
}
