extension Problem {
    /// Of an error of the folder.
    init(storage error: any Error) {
        self.init(.storage, (error as? BasinEventsError)?.message ?? "The folder cannot be used.")
    }
}
