extension Tape {
    /// The value under a key of the object at `object`; 0 when there is none, or `object` is 0 or no object. Of a key that
    /// is there twice, the first.
    func member(_ object: Int, _ key: StaticString) -> Int {
        member(object, UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
    }

    func member(_ object: Int, _ key: UnsafeBufferPointer<UInt8>) -> Int {
        guard object > 0, tag(object) == Tag.object else { return 0 }
        let end = after(object) - 1
        var at = object + 1
        while at < end {
            let text = text(at)
            if text.count == key.count, text.elementsEqual(key) { return at + 1 }
            at = next(at + 1)
        }
        return 0
    }

    /// The same, and 0 for null and the empty text, which clients send for what they do not have.
    func value(_ object: Int, _ key: StaticString) -> Int {
        let at = member(object, key)
        guard at > 0 else { return 0 }
        switch tag(at) {
        case Tag.null: return 0
        case Tag.string: return text(at).isEmpty ? 0 : at
        default: return at
        }
    }

    /// The text under a key, when it is a text with something in it.
    func text(_ object: Int, _ key: StaticString) -> UnsafeBufferPointer<UInt8>? {
        let at = value(object, key)
        return at > 0 && tag(at) == Tag.string ? text(at) : nil
    }

    /// The value at a path of keys; keys may hold dots themselves (`attributes.http.method`). 0 when there is none.
    func find(_ object: Int, _ path: UnsafeBufferPointer<UInt8>) -> Int {
        guard object > 0, tag(object) == Tag.object, !path.isEmpty else { return 0 }
        let end = after(object) - 1
        var at = object + 1
        while at < end {
            let key = text(at)
            if !key.isEmpty, path.starts(with: key) {
                if path.count == key.count { return at + 1 }
                if path[key.count] == UInt8(ascii: ".") {
                    let inner = find(at + 1, UnsafeBufferPointer(rebasing: path[(key.count + 1)...]))
                    if inner > 0 { return inner }
                }
            }
            at = next(at + 1)
        }
        return 0
    }
}
