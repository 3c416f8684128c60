/// Ends the decoding of a value that is no object and no array: a `SchemaProbe` has none to give.
struct SchemaProbeEnd: Error {}
