/// What every generated TypeScript file holds beside the event types.
enum TypeScriptSupport {
    static let text = #"""
        // What all events have in common.

        /** A time: a `Date`, or RFC 3339 text, which may have microseconds. */
        export type Timestamp = Date | string;
        /** A day, as `2018-11-03`. */
        export type CalendarDate = string;
        /** A decimal number as text, as `-12.50`, because a number would lose digits. */
        export type Decimal = string;
        /** A whole number of 64 bits. Beyond 2^53 only a bigint is exact. */
        export type Int64 = number | bigint;
        /** 36 characters, as `123e4567-e89b-12d3-a456-426614174000`. */
        export type UUID = string;
        /** Any JSON. */
        export type JSONValue =
          | null
          | boolean
          | number
          | bigint
          | string
          | readonly JSONValue[]
          | { readonly [name: string]: JSONValue };

        /** A CloudEvents 1.0 event. Its identity is `source` and `id`: however often it is sent, it is delivered once. */
        export interface BasinEvent<Type extends string = string, Data extends object = object> {
          readonly specversion: "1.0";
          readonly id: string;
          readonly source: string;
          readonly type: Type;
          readonly time: string;
          readonly data: Data;
        }

        export interface EventOptions {
          /** Where it comes from, as `web/player`. */
          source?: string;
          /** Made up, if not given. */
          id?: string;
          /** When it happened; now, if not given. */
          time?: Timestamp;
        }

        export interface SendOptions {
          /** As `https://basin.example.com`. */
          server: string;
          writeKey: string;
          /** How often each request is tried at most. (default: 5) */
          attempts?: number;
          /** The longest wait, in seconds, before the next try. What asks for more fails at once. (default: 60) */
          longestWait?: number;
          /** Seconds after which no answer is a failure. (default: 30) */
          timeout?: number;
          /** Events in one request. (default: 500) */
          batch?: number;
        }

        /** An event that was refused, and is in quarantine. */
        export interface Refusal {
          /** Of the events that were given to `send`, from 0. */
          index: number;
          code: string;
          message: string;
          field?: string;
        }

        export interface SendAnswer {
          /** Events that are durable now. */
          accepted: number;
          refused: Refusal[];
        }

        /** Not all events were taken. Sending the same events again is safe, and adds none twice. */
        export class BasinSendError extends Error {
          constructor(
            message: string,
            /** Of HTTP; 0 if there was no answer. */
            readonly status: number,
            /** Seconds until it is worth trying again, if the server said so. */
            readonly retryAfter?: number,
          ) {
            super(message);
            this.name = "BasinSendError";
          }
        }

        /**
         * Sends events, in their order, and waits until they are durable. Tries again when the server is busy or does not
         * answer, as long after as it says. Throws `BasinSendError` when that does not help.
         */
        export async function send(events: readonly BasinEvent[], options: SendOptions): Promise<SendAnswer> {
          const total: SendAnswer = { accepted: 0, refused: [] };
          const size = Math.max(1, Math.min(options.batch ?? 500, 10000));
          for (let start = 0; start < events.length; start += size) {
            const body = events.slice(start, start + size).map((event) => _json(event) + "\n").join("");
            const answer = await _post(body, options);
            total.accepted += answer.accepted;
            for (const one of answer.refused) total.refused.push({ ...one, index: one.index + start });
          }
          return total;
        }

        async function _post(body: string, options: SendOptions): Promise<SendAnswer> {
          for (let attempt = 1; ; attempt++) {
            let status = 0;
            let message: string;
            let asked: number | undefined;
            const abort = new AbortController();
            const timer = setTimeout(() => abort.abort(), (options.timeout ?? 30) * 1000);
            try {
              const answer = await fetch(options.server.replace(/\/+$/, "") + "/events", {
                method: "POST",
                headers: { Authorization: "Bearer " + options.writeKey, "Content-Type": "application/x-ndjson" },
                body,
                redirect: "manual",
                signal: abort.signal,
              });
              status = answer.status;
              const text = await answer.text();
              if (status === 200) return _answer(text);
              message = "the server answered " + status + ": " + text.slice(0, 500);
              asked = _seconds(answer.headers.get("Retry-After"));
            } catch (error) {
              if (error instanceof BasinSendError) throw error;
              status = 0;
              message = "there was no answer: " + String(error);
            } finally {
              clearTimeout(timer);
            }
            const mayHelp = status === 0 || status === 408 || status === 429 || status >= 500;
            const wait = asked ?? Math.min(2 ** (attempt - 1), 30);
            if (!mayHelp || attempt >= (options.attempts ?? 5) || wait > (options.longestWait ?? 60)) {
              throw new BasinSendError("The events were not taken; " + message, status, asked);
            }
            await new Promise<void>((resolve) => setTimeout(resolve, wait * 1000));
          }
        }

        function _answer(text: string): SendAnswer {
          let answer: Partial<SendAnswer> | null = null;
          try {
            answer = JSON.parse(text) as Partial<SendAnswer> | null;
          } catch {
            // Said below.
          }
          if (typeof answer?.accepted !== "number" || !Array.isArray(answer.refused)) {
            throw new BasinSendError("What answered is not Basin; is `server` right?", 200);
          }
          return { accepted: answer.accepted, refused: answer.refused };
        }

        function _seconds(header: string | null): number | undefined {
          return header !== null && /^[0-9]{1,9}$/.test(header) ? Number(header) : undefined;
        }

        function _event<Type extends string, Data extends object>(
          type: Type,
          data: Data,
          options: EventOptions,
        ): BasinEvent<Type, Data> {
          const time = options.time ?? new Date();
          return {
            specversion: "1.0",
            id: options.id ?? _id(),
            source: options.source ?? "typescript",
            type,
            time: time instanceof Date ? time.toISOString() : time,
            data,
          };
        }

        /** Not `randomUUID`, which pages without TLS do not have. */
        function _id(): string {
          const bytes = Array.from(crypto.getRandomValues(new Uint8Array(16)));
          return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
        }

        /** JSON, with bigints as numbers. Nothing for what JSON leaves out. */
        function _json(value: unknown): string | undefined {
          switch (typeof value) {
            case "bigint":
              return value.toString();
            case "number":
              if (!Number.isFinite(value)) throw new RangeError("An event holds " + value + ", which JSON cannot say.");
              return String(value);
            case "string":
            case "boolean":
              return JSON.stringify(value);
            case "object":
              break;
            default:
              return undefined;
          }
          if (value === null) return "null";
          if (value instanceof Date) return JSON.stringify(value.toISOString());
          if (Array.isArray(value)) return "[" + value.map((one) => _json(one) ?? "null").join(",") + "]";
          const members: string[] = [];
          for (const [name, one] of Object.entries(value as object)) {
            const text = _json(one);
            if (text !== undefined) members.push(JSON.stringify(name) + ":" + text);
          }
          return "{" + members.join(",") + "}";
        }

        """#
}
