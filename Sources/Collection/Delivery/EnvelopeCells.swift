import BasinCore
import BasinEngines

/// Writes what every event has beside its own fields: the columns of `Envelope.leading`.
enum EnvelopeCells {
    static func write(_ row: EncodedRow, schemaVersion: Int, to vectors: [ColumnVector], at index: Int) {
        vectors[0].setString(index, row.source.baseAddress!, count: row.source.count)
        vectors[1].setString(index, row.id.baseAddress!, count: row.id.count)
        let received = row.received.microseconds
        vectors[2].set(index, row.eventTime == RowFormat.absent ? received : row.eventTime)
        vectors[3].set(index, received)
        if row.sentTime == RowFormat.absent { vectors[4].setNull(index) } else {
            vectors[4].setValid(index)
            vectors[4].set(index, row.sentTime)
        }
        vectors[5].set(index, Int32(schemaVersion))
        if row.sequence == RowFormat.absent { vectors[6].setNull(index) } else {
            vectors[6].setValid(index)
            vectors[6].set(index, row.sequence)
        }
    }
}
