import BasinAPI
import BasinWire

extension LineageServices {
    static var fake: LineageServices {
        LineageServices(
            receive: { _ in LineageReceived(receipt: LineageReceipt(received: 1, failedEvents: []), isRun: true) },
            partition: { _ in PartitionLineageAnswer(nodes: [], edges: [], why: [], isCut: false) },
            marquez: { _ in Array("{}".utf8) })
    }
}
