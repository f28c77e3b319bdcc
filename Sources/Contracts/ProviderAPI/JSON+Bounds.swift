import JSON
import Kernel

extension JSON {
    /// Money that moves: above zero, and no more than any sum of ours may be.
    func amount() throws(JSONError) -> Money {
        Money(won: Int64(try int(in: 1...Int(Money.most.won))))
    }

    func text(mostBytes: Int) throws(JSONError) -> String {
        let text = try string()
        guard (1...mostBytes).contains(text.utf8.count) else {
            throw mismatch(expected: "a string of 1 to \(mostBytes) bytes")
        }
        return text
    }
}
