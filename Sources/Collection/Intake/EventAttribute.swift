/// The CloudEvents attributes that intake reads; all others are ignored.
enum EventAttribute: Int, CaseIterable {
    case specversion, id, source, type, time, senttime, sequence, datacontenttype, data, dataBase64

    var name: String { self == .dataBase64 ? "data_base64" : "\(self)" }
}
