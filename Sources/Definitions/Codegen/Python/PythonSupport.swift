/// What every generated Python module holds beside the event types.
enum PythonSupport {
    /// What it defines for others.
    static let names = ["BasinEvent", "BasinSendError", "JSONValue", "Receipt", "Refusal", "send"]

    static let text = #"""
        # ruff: noqa
        # fmt: off
        """Event types as classes, and a function that sends them to Basin. Only the standard library is needed."""

        from __future__ import annotations

        import dataclasses as _dataclasses
        import datetime as _datetime
        import decimal as _decimal
        import functools as _functools
        import gzip as _gzip
        import json as _json
        import sys
        import time as _time
        import urllib.error as _urllib_error
        import urllib.request as _urllib_request
        import uuid as _uuid
        import warnings as _warnings
        from collections.abc import Callable as _Callable, Iterable as _Iterable, Iterator as _Iterator
        from collections.abc import Mapping as _Mapping, Sequence as _Sequence
        from http.client import HTTPException as _HTTPException
        from typing import Any as _Any, ClassVar as _ClassVar, TypeVar as _TypeVar, Union as _Union

        JSONValue = _Union[None, bool, int, float, str, "_Sequence[JSONValue]", "_Mapping[str, JSONValue]"]
        """Any JSON."""


        class BasinEvent:
            """What all event types have in common."""

            EVENT_TYPE: _ClassVar[str]

            def to_data(self) -> dict[str, object]:
                """The fields, as they are sent."""
                raise NotImplementedError

            def to_event(
                self, source: str, *, id: str | None = None, time: _datetime.datetime | None = None
            ) -> dict[str, object]:
                """A CloudEvents 1.0 event for `send`.

                Its identity is `source` (as `server/checkout`) and `id`, which is made up if not given: however often it
                is sent, it is delivered once. `time` is when it happened; now, if not given.
                """
                return {
                    "specversion": "1.0",
                    "id": str(_uuid.uuid4()) if id is None else id,
                    "source": source,
                    "type": self.EVENT_TYPE,
                    "time": _time_text(_datetime.datetime.now(_datetime.timezone.utc) if time is None else time),
                    "data": self.to_data(),
                }


        @_dataclasses.dataclass(frozen=True)
        class Refusal:
            """An event that was refused, and is in quarantine."""

            index: int
            """Of the events that were given to `send`, from 0."""
            code: str
            message: str
            field: str | None = None


        @_dataclasses.dataclass(frozen=True)
        class Receipt:
            """What became of the events that were sent."""

            accepted: int
            """Events that are durable now."""
            refused: tuple[Refusal, ...]


        class BasinSendError(Exception):
            """Not all events were taken. Sending the same events again is safe, and adds none twice."""

            def __init__(self, message: str, status: int, retry_after: int | None = None) -> None:
                super().__init__(message)
                self.status = status
                """Of HTTP; 0 if there was no answer."""
                self.retry_after = retry_after
                """Seconds until it is worth trying again, if the server said so."""


        def send(
            events: _Iterable[_Mapping[str, object]], *, server: str, write_key: str, attempts: int = 5,
            longest_wait: float = 60, timeout: float = 30, batch: int = 500,
        ) -> Receipt:
            """Sends what `to_event` gave, in its order, and returns when it is durable.

            Tries each request `attempts` times at most when the server is busy or does not answer, as long after as it
            says, but never waits longer than `longest_wait` seconds. Raises `BasinSendError` when that does not help.
            """
            accepted = 0
            refused: list[Refusal] = []
            start = 0
            for lines in _batches(events, max(1, min(batch, 10_000))):
                answer = _post(_gzip.compress(b"".join(lines)), server, write_key, attempts, longest_wait, timeout)
                accepted += answer["accepted"]
                for one in answer["refused"]:
                    refused.append(Refusal(start + one["index"], one["code"], one["message"], one.get("field")))
                start += len(lines)
            return Receipt(accepted, tuple(refused))


        def _batches(events: _Iterable[_Mapping[str, object]], size: int) -> _Iterator[list[bytes]]:
            lines: list[bytes] = []
            for event in events:
                lines.append(_json.dumps(event, allow_nan=False, separators=(",", ":")).encode() + b"\n")
                if len(lines) == size:
                    yield lines
                    lines = []
            if lines:
                yield lines


        class _NoRedirect(_urllib_request.HTTPRedirectHandler):
            """A redirect would take the write key somewhere else."""

            def redirect_request(self, *arguments: _Any) -> None:
                return None


        def _post(
            body: bytes, server: str, write_key: str, attempts: int, longest_wait: float, timeout: float
        ) -> dict[str, _Any]:
            headers = {
                "Authorization": f"Bearer {write_key}",
                "Content-Type": "application/x-ndjson",
                "Content-Encoding": "gzip",
            }
            request = _urllib_request.Request(f"{server.rstrip('/')}/events", data=body, headers=headers, method="POST")
            opener = _urllib_request.build_opener(_NoRedirect)
            attempt = 0
            while True:
                attempt += 1
                status, retry_after = 0, None
                try:
                    with opener.open(request, timeout=timeout) as response:
                        return _answer(response.read())
                except _urllib_error.HTTPError as error:
                    with error:
                        status = error.code
                        text = error.headers.get("Retry-After", "")
                        if text.isascii() and text.isdigit() and len(text) < 10:
                            retry_after = int(text)
                        message = f"the server answered {status}: {error.read(500).decode(errors='replace')}"
                except (OSError, _HTTPException) as error:
                    message = f"there was no answer: {error}"
                wait = min(2 ** (attempt - 1), 30) if retry_after is None else retry_after
                may_help = status in (0, 408, 429) or status >= 500
                if not may_help or attempt >= attempts or wait > longest_wait:
                    raise BasinSendError(f"The events were not taken; {message}", status, retry_after)
                _time.sleep(wait)


        def _answer(body: bytes) -> dict[str, _Any]:
            try:
                answer = _json.loads(body)
            except ValueError:
                answer = None
            if not isinstance(answer, dict) or "accepted" not in answer or "refused" not in answer:
                raise BasinSendError("What answered is not Basin; is `server` right?", 200)
            return answer


        def _present(data: dict[str, object]) -> dict[str, object]:
            return {name: value for name, value in data.items() if value is not None}


        def _list(
            values: _Sequence[_Any] | None, convert: _Callable[[_Any], object] | None = None
        ) -> list[object] | None:
            if values is None:
                return None
            if isinstance(values, (str, bytes)):
                raise TypeError("A field that is a list was given text; give a list.")
            return list(values) if convert is None else [convert(value) for value in values]


        def _data(value: _Any) -> object:
            return None if value is None else value.to_data()


        def _decimal_text(value: _decimal.Decimal | None) -> str | None:
            if value is None:
                return None
            if not isinstance(value, _decimal.Decimal) or not value.is_finite():
                raise TypeError(f"{value!r} is no finite Decimal; a float would lose digits.")
            return format(value, "f")


        def _time_text(value: _datetime.datetime | None) -> str | None:
            if value is None:
                return None
            if value.utcoffset() is None:
                raise ValueError(f"{value!r} does not say in which time zone it is; add tzinfo.")
            return value.astimezone(_datetime.timezone.utc).isoformat().replace("+00:00", "Z")


        def _date_text(value: _datetime.date | None) -> str | None:
            if isinstance(value, _datetime.datetime):
                raise TypeError(f"{value!r} is a time and no day; give its date().")
            return None if value is None else value.isoformat()


        def _uuid_text(value: _uuid.UUID | None) -> str | None:
            return None if value is None else str(value)


        if sys.version_info >= (3, 13):
            from warnings import deprecated as _deprecated
        else:
            _Class = _TypeVar("_Class", bound=type)

            def _deprecated(message: str) -> _Callable[[_Class], _Class]:
                """As `warnings.deprecated`, which came with Python 3.13."""

                def mark(cls: _Class) -> _Class:
                    begin = cls.__init__  # type: ignore[misc]

                    @_functools.wraps(begin)
                    def __init__(self: _Any, *positional: _Any, **named: _Any) -> None:
                        _warnings.warn(message, DeprecationWarning, stacklevel=2)
                        begin(self, *positional, **named)

                    cls.__init__ = __init__  # type: ignore[misc]
                    cls.__deprecated__ = message  # type: ignore[attr-defined]
                    return cls

                return mark


        def _warn_deprecated(message: str) -> None:
            # Past __post_init__ and __init__, to who makes the event.
            _warnings.warn(message, DeprecationWarning, stacklevel=4)

        """#
}
