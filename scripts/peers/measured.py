"""What was measured, in the system's own records: times in seconds since 1970."""

from dataclasses import dataclass, field
from datetime import datetime


def seconds(text):
    """Of a time as ISO 8601 writes it."""
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


@dataclass
class Measured:
    begin: float
    end: float
    steps: list = field(default_factory=list)  # (start, end) each
    cpu: float = 0.0

    @property
    def wall(self):
        return self.end - self.begin

    @property
    def gaps(self):
        """From the end of a step to the start of the next; the first from the trigger."""
        steps = sorted(self.steps)
        return [start - end for (_, end), (start, _) in zip([(0, self.begin)] + steps, steps)]
