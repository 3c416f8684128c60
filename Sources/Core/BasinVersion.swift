/// Of this program.
package enum BasinVersion {
    package static let current = "0.1.0"
}
