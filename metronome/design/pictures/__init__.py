"""Pictures: pure functions from plain values to SVG text. Each shows rows that its caller also gives as a table."""
