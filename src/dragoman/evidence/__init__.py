"""Dated statements from publishers' own files, and the store that answers questions about them."""
