"""Arabic with Western digits, as the customs of the language have them and as sentences write them: 1,234.5. Django
groups no digits and has a comma for the decimal sign."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
