public import PaymentsRules
public import Storage

/// As its text, written and read in place: an order posts to two accounts, and an audit reads millions.
extension Account: Storable {
    public func store(in parameter: Parameter) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.mostBytes) { memory in
            var output = OutputSpan(buffer: memory, initializedCount: 0)
            write(to: &output)
            let count = output.finalize(for: memory)
            parameter.set(
                text: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: memory[..<count])))
        }
    }

    public static func load(from column: borrowing Column) throws(StorageError) -> Account {
        guard let account = column.withBytes({ Account($0.span) }) else {
            throw .corrupt("an account that nobody has")
        }
        return account
    }
}
