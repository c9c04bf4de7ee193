"""Evaluations: `python -m evaluation NAME --data PATH [--store FILE] [--json]`."""
