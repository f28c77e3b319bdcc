import JSON
import Kernel
import OrdersRules
import SharedDatabase
import Storage

/// The lines of an order as its row has them: one text. They never change, and nobody asks for one
/// without its order (ADR 0016).
struct OrderLines: Storable {
    private static let usualBytesALine = 128

    let priced: [PricedLine]

    static func find(of order: OrderID, in reader: Reader) throws -> OrderLines? {
        try reader.first("SELECT lines FROM orders WHERE id = ?", order) { row in try row[0] }
    }

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

/// As it is kept, which must be readable for ever: it has no form in common with the contract.
private struct KeptLine: JSONWritable, JSONReadable {
    let priced: PricedLine

    init(_ priced: PricedLine) {
        self.priced = priced
    }

    init(_ json: JSON) throws(JSONError) {
        let item = try json["item"]
        guard let itemID = MenuItemID(try item.string()) else {
            throw item.mismatch(expected: "the identifier of an item")
        }
        priced = try PricedLine(
            itemID: itemID, name: json["name"].string(),
            price: Money(won: Int64(json["price"].int())), quantity: json["quantity"].int())
    }

    func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("item", priced.itemID.description)
            $0.field("name", priced.name)
            $0.field("price", priced.price.won)
            $0.field("quantity", priced.quantity)
        }
    }
}
