"""Ways of writing a report."""
