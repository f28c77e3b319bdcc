import JSON

/// Random values and random spellings of them, the same for the same seed.
struct JSONSamples: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
    mutating func pick<Element>(_ choices: [Element]) -> Element { choices[below(choices.count)] }

    mutating func value(depth: Int = 5) -> Sample {
        switch below(depth > 0 ? 10 : 7) {
        case 0: .null
        case 1: .bool(below(2) == 0)
        case 2, 3: integer()
        case 4: .double(double())
        case 5, 6: .string(string())
        case 7: .array((0..<below(6)).map { _ in value(depth: depth - 1) })
        default: object(depth)
        }
    }

    /// Now and then large enough to have its names looked at by hash.
    private mutating func object(_ depth: Int) -> Sample {
        var members: [Sample.Member] = []
        var names: Set<[UInt8]> = []
        for _ in 0..<(below(20) == 0 ? 40 : below(8)) {
            let name = string()
            guard names.insert(Array(name.utf8)).inserted else { continue }
            members.append(Sample.Member(name: name, value: value(depth: depth - 1)))
        }
        return .object(members)
    }

    private mutating func integer() -> Sample {
        let bits = next() >> UInt64(below(64))
        guard below(8) > 0 else { return .unsigned(bits | 1 << 63) }
        return .integer(Int64(bitPattern: below(2) == 0 ? bits : 0 &- bits))
    }

    mutating func double() -> Double {
        switch below(3) {
        case 0: return Double(below(200_000) - 100_000) / pick([1, 10, 100, 1000, 10_000])
        case 1: return Double(Int64(bitPattern: next())) / pick([1, 1e3, 1e9, 1e18])
        default:
            let any = Double(bitPattern: next())
            return any.isFinite ? any : 0.5
        }
    }

    mutating func string() -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<(below(10) == 0 ? below(100) : below(12)) { text.append(scalar()) }
        return String(text)
    }

    private mutating func scalar() -> Unicode.Scalar {
        let ranges: [ClosedRange<UInt32>] = [
            0x20...0x7E, 0x20...0x7E, 0x61...0x7A, 0x00...0x1F, 0x22...0x22, 0x5C...0x5C,
            0x7F...0x7FF, 0xAC00...0xD7A3, 0x800...0xD7FF, 0xE000...0xFFFF, 0x10000...0x10FFFF,
        ]
        let range = pick(ranges)
        return Unicode.Scalar(range.lowerBound + UInt32(below(range.count)))!
    }
}

/// A JSON value as a plain tree, for tests to compare with.
indirect enum Sample: Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    case unsigned(UInt64)
    case double(Double)
    case string(String)
    case array([Sample])
    case object([Member])

    struct Member: Equatable {
        let name: String
        let value: Sample
    }
}

extension Sample: JSONWritable {
    func write(to json: consuming JSONWriter) {
        switch self {
        case .null: json.null()
        case .bool(let value): json.bool(value)
        case .integer(let value): json.integer(value)
        case .unsigned(let value): json.integer(value)
        case .double(let value): json.double(value)
        case .string(let value): json.string(value)
        case .array(let elements): json.array { $0.elements(elements) }
        case .object(let members):
            json.object {
                for member in members { $0.field(named: member.name, member.value) }
            }
        }
    }
}

extension Sample: JSONReadable {
    init(_ json: JSON) throws(JSONError) {
        switch json.kind {
        case .null: self = .null
        case .bool: self = .bool(try json.bool())
        case .string: self = .string(try json.string())
        case .array: self = .array(try json.read())
        case .object:
            var members: [Member] = []
            for (name, value) in try json.members() {
                members.append(Member(name: name, value: try Sample(value)))
            }
            self = .object(members)
        case .number:
            if let value = try? json.int64() {
                self = .integer(value)
            } else if let value = try? json.uint64() {
                self = .unsigned(value)
            } else {
                self = .double(try json.double())
            }
        }
    }
}
