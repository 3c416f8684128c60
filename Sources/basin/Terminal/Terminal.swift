import BasinCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The two outputs of the program, and whether a person is watching.
enum Terminal {
    static let outputIsTerminal = isatty(STDOUT_FILENO) == 1
    static let errorIsTerminal = isatty(STDERR_FILENO) == 1
    static let errorDescriptor = STDERR_FILENO
    static let inputIsTerminal = isatty(STDIN_FILENO) == 1

    static func printError(_ text: String) { try? write(Array((text + "\n").utf8), to: STDERR_FILENO) }

    /// All bytes, in order. Throws `OutputClosed` when nobody reads any more.
    static func write(_ bytes: [UInt8], to descriptor: Int32 = STDOUT_FILENO) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                let code = errno
                if code == EINTR || code == EAGAIN { continue }
                if code == EPIPE { throw OutputClosed() }
                throw BasinError(.system, "The output cannot be written (system error \(code)); is the disk full?")
            }
            rest = rest.dropFirst(written)
        }
    }

    static func write(_ text: String, to descriptor: Int32 = STDOUT_FILENO) throws {
        try write(Array(text.utf8), to: descriptor)
    }

    /// Columns of the terminal; 80 when unknown.
    static var width: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Asks on the terminal; anything but y or yes is no.
    static func confirm(_ question: String) -> Bool {
        try? write(question + " [y/N] ", to: STDERR_FILENO)
        return ["y", "yes"].contains((readLine() ?? "").lowercased())
    }

    /// A line of standard input that is not shown while it is typed.
    /// - Throws: `.invalid` when there is none.
    static func secret(_ question: String) throws -> String {
        var before = termios()
        let hides = inputIsTerminal && tcgetattr(STDIN_FILENO, &before) == 0
        if hides {
            try? write(question, to: STDERR_FILENO)
            var hidden = before
            hidden.c_lflag &= ~tcflag_t(ECHO)
            tcsetattr(STDIN_FILENO, TCSANOW, &hidden)
        }
        defer {
            if hides {
                tcsetattr(STDIN_FILENO, TCSANOW, &before)
                try? write("\n", to: STDERR_FILENO)
            }
        }
        guard let line = readLine(), !line.isEmpty else {
            throw BasinError(.invalid, "Nothing came on standard input; type the password, or pipe it in.")
        }
        return line
    }

    /// Without control characters: text from elsewhere must not steer the terminal.
    static func printable(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return text }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }

    /// Ends the program with this exit code.
    static func endProcess(_ code: Int32) -> Never {
        fflush(nil)
        exit(code)
    }

    private static func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes, count)
        #elseif canImport(Musl)
            Musl.write(descriptor, bytes, count)
        #else
            Darwin.write(descriptor, bytes, count)
        #endif
    }
}
