import BasinCore
import CMaxMindDB

extension GeoDatabase {
    /// What the file says of an address.
    struct Place {
        private let found: basin_geo_place

        fileprivate init(_ found: basin_geo_place) { self.found = found }

        func append(_ value: DerivedValue, to writer: inout RowWriter) -> Bool {
            switch value {
            case .geoCountry: return append(Self.bytes(found.country), to: &writer)
            case .geoRegion:
                // The file leaves out the country, without which a region says nothing.
                let hyphen = [UInt8(ascii: "-")]
                return append(Self.bytes(found.country).flatMap { country in
                    Self.bytes(found.region).map { country + hyphen + $0 }
                }, to: &writer)
            case .geoCity: return append(Self.bytes(found.city), to: &writer)
            default: return false
            }
        }

        private static func bytes(_ text: basin_geo_text) -> [UInt8]? {
            text.text.map { Array(UnsafeRawBufferPointer(start: $0, count: text.count)) }
        }

        /// The file is the operator's: its texts need not be UTF-8.
        private func append(_ bytes: [UInt8]?, to writer: inout RowWriter) -> Bool {
            guard let bytes else { return false }
            var text = String(decoding: bytes, as: UTF8.self)
            text.withUTF8 { bytes in
                writer.append(UInt32(truncatingIfNeeded: bytes.count))
                writer.append(bytes)
            }
            return true
        }
    }

    /// Of an address's text; nil for what is no address, or not in the file.
    func place(of text: UnsafeRawBufferPointer) -> Place? {
        IPAddress(text.bindMemory(to: UInt8.self)).flatMap { place(of: $0) }.map { Place($0) }
    }
}
