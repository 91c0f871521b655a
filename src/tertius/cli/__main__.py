"""`python -m tertius.cli`."""

from tertius.cli import main

main()
