public import JSON
public import Kernel

// How the words that all contexts share are written, the same in every contract.

extension Money: JSONWritable, JSONReadable {
    @inlinable
    public func write(to json: consuming JSONWriter) {
        json.integer(won)
    }

    public init(_ json: JSON) throws(JSONError) {
        self.init(won: try json.read())
    }
}

extension Place: JSONWritable, JSONReadable {
    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("x", x)
            $0.field("y", y)
        }
    }

    public init(_ json: JSON) throws(JSONError) {
        self.init(x: try json["x"].read(), y: try json["y"].read())
    }
}

extension Moment: JSONWritable, JSONReadable {
    public func write(to json: consuming JSONWriter) {
        let text = InlineArray<24, UInt8> { output in write(to: &output) }
        json.string(UTF8Span(unchecked: text.span))
    }

    public init(_ json: JSON) throws(JSONError) {
        guard let moment = Moment(try json.string()) else {
            throw json.mismatch(expected: "a moment, 2026-11-21T12:34:56.789Z")
        }
        self = moment
    }
}

extension Day: JSONWritable, JSONReadable {
    public func write(to json: consuming JSONWriter) {
        json.string(description)
    }

    public init(_ json: JSON) throws(JSONError) {
        guard let day = Day(try json.string()) else {
            throw json.mismatch(expected: "a day, 2026-11-21")
        }
        self = day
    }
}

extension Role: JSONWritable, JSONReadable {
    public func write(to json: consuming JSONWriter) {
        json.string(rawValue)
    }

    public init(_ json: JSON) throws(JSONError) {
        guard let role = Role(rawValue: try json.string()) else {
            let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
            throw json.mismatch(expected: "one of \(roles)")
        }
        self = role
    }
}
