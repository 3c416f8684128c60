import BasinCore
import CMaxMindDB

/// A file in MaxMind's format that says where addresses are. Basin brings none: the operator gives one.
package final class GeoDatabase: @unchecked Sendable {  // Only read after it was opened.
    private let file: OpaquePointer

    /// - Throws: `.invalid` for a file that cannot be opened or is of another format.
    package init(path: String) throws {
        var error: Int32 = 0
        guard let file = basin_geo_open(path, &error) else {
            throw BasinError(
                .invalid,
                "The geo file \(path) cannot be used: \(String(cString: basin_geo_error(error))). "
                    + "Give a city or country file in MaxMind's format (.mmdb), or none.")
        }
        self.file = file
    }

    deinit { basin_geo_close(file) }

    /// Texts lie in the file; nil when nothing is known of the address.
    func place(of address: IPAddress) -> basin_geo_place? {
        var place = basin_geo_place()
        let isFound = address.withBytes { bytes in
            basin_geo_find(file, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count, &place)
        }
        return isFound == 0 ? nil : place
    }
}
