public import HTTP
import JSON
public import ProviderAPI

extension Request {
    /// There is room for a full batch of pushes with the longest texts.
    private static let mostBodyBytes = 256 << 10

    /// The body, as what the route wants.
    func read<Value: JSONReadable>(_ type: Value.Type = Value.self) async throws -> Value {
        try JSON(parsing: try await body.collect(upToBytes: Self.mostBodyBytes)).read()
    }

    func key() throws(Problem) -> ProviderKey {
        let name = FieldName(stringLiteral: ProviderField.key)
        guard let text = fields[name] else { throw Problem(.keyMissing) }
        guard let key = ProviderKey(text) else {
            throw Problem(
                .malformedRequest,
                detail: "Idempotency-Key is 1 to \(ProviderKey.mostBytes) letters, digits, _ and -."
            )
        }
        return key
    }

    /// `?after=17&limit=50`.
    func page() throws(Problem) -> (after: Int, limit: Int) {
        let most = ProviderPageLimit.most
        let after = try number("after", in: 0...Int.max) ?? 0
        return (after, try number("limit", in: 1...most) ?? ProviderPageLimit.usual)
    }

    private func number(_ name: String, in range: ClosedRange<Int>) throws(Problem) -> Int? {
        guard let item = target.queryItems.first(where: { $0.name == name }) else { return nil }
        guard let number = Int(segment: item.value), range.contains(number) else {
            throw Problem(
                .malformedRequest,
                detail: "\(name) is a number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }
}

/// What can be no key names no charge.
extension ProviderKey: PathParameter {
    public init?(segment: String) {
        self.init(segment)
    }
}
