import BasinCore
import Foundation

extension ForeignRunState {
    package init(text: String) throws {
        do {
            self = try JSONDecoder().decode(ForeignRunState.self, from: Data(text.utf8))
        } catch {
            throw BasinError(.damaged, "The metastore holds a foreign run that cannot be read; restore it from a backup.")
        }
    }

    package var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}
