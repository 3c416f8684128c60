import Yams

/// Where in a file something stands, from 1.
struct Place {
    var line: Int
    var column: Int?
}

extension Node {
    var place: Place? { mark.map(Place.init) }
}

extension Place {
    init(_ mark: Mark) {
        line = mark.line
        column = mark.column
    }
}
