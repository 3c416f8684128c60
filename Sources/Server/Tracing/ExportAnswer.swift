import Foundation

/// What a collector says of a request that it took: `ExportTraceServiceResponse`.
struct ExportAnswer: Decodable {
    /// A 64-bit integer of protobuf's JSON: text or a number.
    private struct Count: Decodable {
        var value: Int

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int.self) {
                value = number
            } else {
                value = Int(try container.decode(String.self)) ?? 0
            }
        }
    }

    private struct PartialSuccess: Decodable {
        var rejectedSpans: Count?
    }

    private var partialSuccess: PartialSuccess?

    /// How many spans it did not take. What cannot be read says nothing, and so 0.
    static func rejected(_ body: [UInt8]) -> Int {
        (try? JSONDecoder().decode(ExportAnswer.self, from: Data(body)))?.partialSuccess?.rejectedSpans?.value ?? 0
    }
}
