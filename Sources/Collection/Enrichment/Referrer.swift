import BasinCore

/// Where a visitor came from. Which hosts are search engines or social networks would need a list, and none that is
/// maintained was found: every other site is `unknown`, as peers call what their list does not have.
enum Referrer {
    static func append(
        _ value: DerivedValue, from referrer: UnsafeRawBufferPointer?, page: UnsafeRawBufferPointer?,
        to writer: inout RowWriter
    ) -> Bool {
        guard let referrer, let host = PageURL(referrer).host else { return false }
        if value == .referrerHost {
            writer.append(UInt32(truncatingIfNeeded: host.count))
            for byte in referrer[host] { writer.append(lowered(byte)) }
            return true
        }
        let isInternal = page.flatMap { page in PageURL(page).host.map { isSame(referrer[host], page[$0]) } } ?? false
        append(isInternal ? "internal" : "unknown", to: &writer)
        return true
    }

    private static func append(_ text: StaticString, to writer: inout RowWriter) {
        writer.append(UInt32(truncatingIfNeeded: text.utf8CodeUnitCount))
        writer.append(text)
    }

    /// `www.example.com` and `example.com` are one site.
    private static func isSame(_ one: Slice<UnsafeRawBufferPointer>, _ other: Slice<UnsafeRawBufferPointer>) -> Bool {
        withoutWWW(one).lazy.map(lowered).elementsEqual(withoutWWW(other).lazy.map(lowered))
    }

    private static func withoutWWW(_ host: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
        host.count > 4 && host.prefix(4).lazy.map(lowered).elementsEqual([119, 119, 119, 46]) ? host.dropFirst(4) : host
    }

    private static func lowered(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte + 32 : byte }
}
