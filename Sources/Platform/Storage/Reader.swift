/// Reads, all of them from one moment of the data, for as long as the closure that got it runs.
public class Reader {
    @usableFromInline let connection: Connection
    private var statementsLeft = 0
    private var isOpen = false

    init(on connection: Connection) {
        self.connection = connection
    }

    final func use<Result>(
        within limit: WorkLimit, _ body: () throws -> Result
    ) rethrows -> Result {
        statementsLeft = limit.statements
        isOpen = true
        defer { isOpen = false }
        return try body()
    }

    /// Calls `body` for each row of the answer.
    @inlinable
    public final func forEach<each Bound: Storable>(
        _ sql: SQL, _ parameters: repeat each Bound, row body: (borrowing Row) throws -> Void
    ) throws {
        let statement = try open(sql)
        defer { statement.end() }
        bind(repeat each parameters, to: statement)
        while try statement.step() {
            try body(statement.row)
        }
    }

    /// Every row of the answer. The statement has a LIMIT, or what it reads is small by nature.
    @inlinable
    public final func all<Element, each Bound: Storable>(
        _ sql: SQL, _ parameters: repeat each Bound, row body: (borrowing Row) throws -> Element
    ) throws -> [Element] {
        var elements: [Element] = []
        try forEach(sql, repeat each parameters) { row in elements.append(try body(row)) }
        return elements
    }

    /// The first row of the answer, if there is one.
    @inlinable
    public final func first<Element, each Bound: Storable>(
        _ sql: SQL, _ parameters: repeat each Bound, row body: (borrowing Row) throws -> Element
    ) throws -> Element? {
        let statement = try open(sql)
        defer { statement.end() }
        bind(repeat each parameters, to: statement)
        return try statement.step() ? try body(statement.row) : nil
    }

    /// `forEach` for parameters whose number is known only at run time.
    public final func forEach(
        _ sql: SQL, binding values: [Value], row body: (borrowing Row) throws -> Void
    ) throws {
        let statement = try open(sql)
        defer { statement.end() }
        bind(values, to: statement)
        while try statement.step() {
            try body(statement.row)
        }
    }

    // MARK: What the generic functions above are made of

    @usableFromInline
    final func open(_ sql: SQL) throws(StorageError) -> Statement {
        precondition(isOpen, "a reader was used after its closure had returned")
        statementsLeft -= 1
        guard statementsLeft >= 0 else { throw .interrupted(.tooMuchWork) }
        // An error may have ended the transaction; what its closure still does must not count.
        guard connection.isInTransaction else { throw connection.lastError }
        return try connection.openForCaller(sql)
    }

    @inlinable
    final func bind<each Bound: Storable>(
        _ parameters: repeat each Bound, to statement: Statement
    ) {
        var position: Int32 = 0
        for parameter in repeat each parameters {
            position += 1
            parameter.store(in: Parameter(statement, position: position))
        }
        precondition(Int(position) == statement.parameterCount, "each ? has its parameter")
    }

    final func bind(_ values: [Value], to statement: Statement) {
        for (index, value) in values.enumerated() {
            value.store(in: Parameter(statement, position: Int32(index + 1)))
        }
        precondition(values.count == statement.parameterCount, "each ? has its parameter")
    }
}
