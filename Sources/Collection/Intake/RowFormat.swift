package import BasinCore

/// How one accepted event is encoded between intake and delivery: written once by intake after validation, read once
/// by delivery. Little-endian, unaligned, no padding.
///
///     u32  size of the rest of the row
///     i64  event time, µs since 1970          (absent: delivery uses the time of receipt)
///     i64  sent time, µs                      (absent)
///     i64  sequence                           (absent)
///     u16  length, bytes of `source` (UTF-8)
///     u16  length, bytes of `id` (UTF-8)
///     structure of the type's fields, in the order of its schema version
///
/// An absent i64 is `Int64.min`. A *structure* of n fields is a presence bitmap of ⌈n/8⌉ bytes (bit i%8 of byte i/8
/// set: field i is there), then the values that are there, in order:
///
///     bool u8 · int32 i32 · int64 i64 · float f32 · double f64 · timestamp i64 (µs) · date i32 (days since 1970)
///     decimal: i128 of the unscaled value · uuid: 16 bytes in text order
///     string, json: u32 length, UTF-8 bytes
///     list: u32 count, presence bitmap of ⌈count/8⌉ bytes, the elements that are there
///     struct: a structure
///
/// A refused event is a row of `RowFormat.quarantineFields` with an empty source and id.
package enum RowFormat {
    package static let absent = Int64.min

    /// The fields of a refused event's row. `payload` is the event as received (JSON text when it parsed, else the
    /// bytes); it may hold personal values, so the log and delivery seal it. The others never quote a value.
    package static let quarantineFields: [Field] = [
        Field(name: "code", type: .string, id: 101, classification: .none),
        Field(name: "message", type: .string, id: 102, classification: .none),
        Field(name: "field", type: .string, id: 103, isRequired: false, classification: .none),
        Field(name: "payload", type: .json, id: 104, classification: .personal),
    ]
}
