import BasinEvents

@main struct CrashProbe {
    static func main() {}
}
