import BasinCore
import BasinDefinitions
import BasinServer

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What an operator or a project keeps in files.
extension LocalPlatform {
    /// The issuers that an operator's file trusts, with the secrets that its secret files hold.
    static func signIn(file path: String) throws -> SignInSettings {
        var settings = try SignInReader.read(try text(ofFile: path, upTo: 1 << 20), path: path)
        let folder = path.contains("/") ? String(path[...(path.lastIndex(of: "/") ?? path.startIndex)]) : ""
        for index in settings.issuers.indices {
            guard let secret = settings.issuers[index].clientSecretFile else { continue }
            let text = try text(ofFile: secret.hasPrefix("/") ? secret : folder + secret, upTo: 4 << 10)
            let lines = text.split(whereSeparator: \.isNewline)
            guard lines.count == 1, let line = lines.first else {
                throw BasinError(
                    .invalid,
                    "\(secret) holds no secret, or more than one line; put the client's secret there and nothing else.")
            }
            settings.issuers[index].clientSecret = ClientSecret(String(line))
        }
        return settings
    }

    private static func text(ofFile path: String, upTo most: Int) throws -> String {
        guard let bytes = FileManager.default.contents(atPath: path),
            let text = String(validating: bytes, as: UTF8.self)
        else {
            throw BasinError(.notFound, "\(path) cannot be read as text; name a file that is there.")
        }
        guard bytes.count <= most else {
            throw BasinError(.tooLarge, "\(path) is larger than \(most) bytes; is it the right file?")
        }
        return text
    }

    /// The definition files of a project by path.
    static func definitions(inFolder folder: String) throws -> [String: String] {
        try Project.files(inFolder: folder)
    }

    static func isProject(_ folder: String) -> Bool {
        FileManager.default.fileExists(atPath: folder + "/teams.yaml")
    }
}
