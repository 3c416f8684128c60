/// Memory for compiled schemas, which are plain pointers to each other so that reading them costs no reference
/// counting. Everything is freed with the object.
final class CatalogMemory {
    private var blocks: [UnsafeMutableRawPointer] = []

    func copy<Value: BitwiseCopyable>(_ values: [Value]) -> UnsafePointer<Value> {
        let block = UnsafeMutablePointer<Value>.allocate(capacity: max(values.count, 1))
        block.initialize(from: values, count: values.count)
        blocks.append(UnsafeMutableRawPointer(block))
        return UnsafePointer(block)
    }

    deinit {
        for block in blocks { block.deallocate() }
    }
}
