/// Where a container's values go.
struct ContainerPlace {
    /// Containers that are open while it is written to, itself included.
    var depth: Int
    var serial: Int
}
