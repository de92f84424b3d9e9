#!/usr/bin/env python
"""Django's command-line tool for this project."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured


def main() -> None:
    """Run the command named on the command line; a configuration mistake ends in one plain sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kredsraad.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Configuration error: {error}")


if __name__ == "__main__":
    main()
