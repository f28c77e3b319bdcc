import JSON
import Kernel
import OrdersRules
import Storage

/// The lines of an order as its row has them: one text. They never change, and nobody asks for one
/// without its order (ADR 0016).
struct OrderLines: Storable {
    private static let usualBytesALine = 128

    let priced: [PricedLine]

    func store(in parameter: Parameter) {
        let text = JSONWriter.bytes(
            of: priced.map(KeptLine.init), expecting: Self.usualBytesALine * priced.count)
        text.withUnsafeBytes { parameter.set(text: $0) }
    }

    static func load(from column: borrowing Column) throws(StorageError) -> OrderLines {
        do {
            let lines: [KeptLine] = try column.withBytes { try JSON(parsing: $0.span).read() }
            return OrderLines(priced: lines.map(\.priced))
        } catch {
            throw .corrupt("the lines of an order: \(error)")
        }
    }
}

private struct KeptLine: JSONWritable, JSONReadable {
    let priced: PricedLine

    init(_ priced: PricedLine) {
        self.priced = priced
    }

    init(_ json: JSON) throws(JSONError) {
        priced = try PricedLine(
            itemID: json["item"].read(), name: json["name"].read(), price: json["price"].read(),
            quantity: json["quantity"].read())
    }

    func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("item", priced.itemID)
            $0.field("name", priced.name)
            $0.field("price", priced.price)
            $0.field("quantity", priced.quantity)
        }
    }
}
