public import Kernel
public import Storage

// How the words that all contexts share are kept, the same in every table.

extension TypeID: Storable {
    @inlinable
    public func store(in parameter: Parameter) { bits.store(in: parameter) }

    @inlinable
    public static func load(from column: borrowing Column) throws(StorageError) -> TypeID {
        TypeID(bits: try UInt128.load(from: column))
    }
}

extension Money: Storable {
    public func store(in parameter: Parameter) { parameter.set(won) }

    public static func load(from column: borrowing Column) throws(StorageError) -> Money {
        Money(won: try column.integer())
    }
}

extension Moment: Storable {
    public func store(in parameter: Parameter) { parameter.set(unixMilliseconds) }

    public static func load(from column: borrowing Column) throws(StorageError) -> Moment {
        Moment(unixMilliseconds: try column.integer())
    }
}

extension Day: Storable {
    public func store(in parameter: Parameter) { parameter.set(Int64(daysSince1970)) }

    public static func load(from column: borrowing Column) throws(StorageError) -> Day {
        Day(daysSince1970: Int(try column.integer()))
    }
}
