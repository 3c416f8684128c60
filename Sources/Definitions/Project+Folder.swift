package import BasinCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension Project {
    /// The text of a project's definition files by path, as `read` wants it.
    ///
    /// Blocking. Takes YAML and SQL only, leaves out what is hidden and `imports/`, and follows no symbolic link below
    /// the folder, so that nothing outside it is ever read. Throws `notFound` for a folder that is not there,
    /// `definition` for a file that cannot be one (a link, a device, too large, not UTF-8), `tooLarge` for too many.
    package static func files(inFolder path: String) throws(BasinError) -> [String: String] {
        guard !path.utf8.contains(0) else {
            throw BasinError(.invalid, "The project's path has a NUL; give another one.")
        }
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else {
            let code: BasinError.Code = [ENOENT, ENOTDIR].contains(errno) ? .notFound : .system
            throw BasinError(
                code,
                "The project folder \(printable(path, limit: 500)) cannot be opened (\(errorText())); name a folder with a teams.yaml."
            )
        }
        defer { close(folder) }
        var listing = FolderListing()
        try listing.add(folder, prefix: "", depth: 0)
        return listing.files
    }
}

/// Collects files below one open folder.
private struct FolderListing {
    var files: [String: String] = [:]
    private var entryCount = 0
    private var byteCount = 0
    /// `events/a/b`: deep enough to tell people that definitions in it are in the wrong place.
    private static let depth = 2

    mutating func add(_ folder: Int32, prefix: String, depth: Int) throws(BasinError) {
        for name in try names(in: folder, prefix) where !name.hasPrefix(".") {
            let path = prefix + name
            var status = stat()
            guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
                // Somebody deleted it since it was listed.
                if errno == ENOENT { continue }
                throw failure(path, "cannot be read (\(errorText()))")
            }
            let kind = status.st_mode & S_IFMT
            let isDefinitionFolder = ProjectPath.definitionFolders.contains(String(path.prefix { $0 != "/" }))
            if kind == S_IFDIR {
                guard path != ProjectPath.importsFolder, depth < (isDefinitionFolder ? Self.depth : 1) else { continue }
                let inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                guard inner >= 0 else {
                    // A folder that is none of ours may be closed to us.
                    if !isDefinitionFolder { continue }
                    throw failure(path, "cannot be opened (\(errorText()))")
                }
                defer { close(inner) }
                try add(inner, prefix: path + "/", depth: depth + 1)
            } else if ProjectPath.isDefinition(name) || ProjectPath.isPage(path) {
                guard kind == S_IFREG else {
                    throw failure(path, "is not a plain file; put a copy there instead of a link or device")
                }
                files[path] = try text(of: name, in: folder, path)
                if files.count > DefinitionLimits.files || byteCount > DefinitionLimits.totalBytes {
                    throw BasinError(
                        .tooLarge,
                        "The project folder has more than \(DefinitionLimits.files) definitions or "
                            + "\(DefinitionLimits.totalBytes >> 20) MiB of them; make sure that it is the right one.")
                }
            } else if kind == S_IFLNK, depth == 0, isDefinitionFolder {
                throw failure(path, "is a symbolic link; put the folder itself there")
            }
        }
    }

    /// In the order of their bytes, so that the same folder gives the same first error.
    private mutating func names(in folder: Int32, _ prefix: String) throws(BasinError) -> [String] {
        // The stream closes its descriptor, and the caller still needs its own.
        let copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0, let stream = fdopendir(copy) else {
            if copy >= 0 { close(copy) }
            throw failure(prefix.isEmpty ? "." : prefix, "cannot be listed (\(errorText()))")
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            entryCount += 1
            guard entryCount <= DefinitionLimits.folderEntries else {
                throw BasinError(
                    .tooLarge,
                    "The project folder has more than \(DefinitionLimits.folderEntries) files; make sure that it is the right one."
                )
            }
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
                    String(validatingCString: $0)
                }
            }
            // A name that is not UTF-8 is not a definition's.
            if let name, name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private mutating func text(of name: String, in folder: Int32, _ path: String) throws(BasinError) -> String {
        // Not blocking: between the check and here it may have become a pipe.
        let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { throw failure(path, "cannot be opened (\(errorText()))") }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw failure(path, "is not a plain file; put a copy there instead of a link or device")
        }
        var bytes = [UInt8](repeating: 0, count: DefinitionLimits.fileBytes + 1)
        var count = 0
        while count < bytes.count {
            let received = bytes.withUnsafeMutableBytes { read(file, $0.baseAddress! + count, $0.count - count) }
            if received < 0 {
                if errno == EINTR { continue }
                throw failure(path, "cannot be read (\(errorText()))")
            }
            if received == 0 { break }
            count += received
        }
        guard count <= DefinitionLimits.fileBytes else {
            throw failure(path, "is larger than \(DefinitionLimits.fileBytes >> 10) KiB; split the definition")
        }
        byteCount += count
        guard let text = String(validating: bytes[..<count], as: UTF8.self) else {
            throw failure(path, "is not UTF-8 text; save it as UTF-8")
        }
        return text
    }

    private func failure(_ path: String, _ what: String) -> BasinError {
        BasinError(.definition, "\(printable(path, limit: DefinitionLimits.pathBytes)):1: the file \(what).")
    }
}

private func errorText() -> String { String(cString: strerror(errno)) }
