"""Tables of Markdown with columns that line up."""

from statistics import median


def spread(values, digits):
    """min / median / max."""
    return " / ".join(f"{value:.{digits}f}" for value in (min(values), median(values), max(values)))


def table(head, rows):
    rows = [head, *rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)
