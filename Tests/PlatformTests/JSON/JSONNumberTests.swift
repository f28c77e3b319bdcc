import JSON
import Testing

@Suite struct JSONNumberTests {
    private func read(_ text: String) throws(JSONError) -> JSON {
        try JSON(parsing: Array(text.utf8))
    }

    private func written(_ value: some JSONWritable) -> String {
        String(decoding: JSONWriter.bytes(of: value), as: UTF8.self)
    }

    @Test func `integers are exact over all of 64 bits`() throws {
        let integers: [Int64] = [
            0, 1, -1, 9, 10, 99, 100, 99_999_999, 100_000_000, .max, .max - 1, .min,
        ]
        for value in integers {
            #expect(written(value) == "\(value)")
            #expect(try read("\(value)").int64() == value)
        }
        #expect(try read("18446744073709551615").uint64() == .max)
        #expect(written(UInt64.max) == "18446744073709551615")
        #expect(try read("9007199254740993").int() == 9_007_199_254_740_993)
        #expect(try read("-0").int() == 0)
    }

    @Test func `every number of digits is written right`() {
        var value: UInt64 = 0
        for digit in 1...19 {
            value = value * 10 + UInt64(digit % 10)
            for near in [value - 1, value, value + 1] { #expect(written(near) == "\(near)") }
        }
        for value in Int64(-2000)...2000 { #expect(written(value) == "\(value)") }
        for value in stride(from: 0, to: 100_000_000, by: 9973) {
            #expect(written(value) == "\(value)")
        }
    }

    @Test(arguments: ["1.0", "1e2", "1E0", "1.5", "-0.0", "18446744073709551616", "1e30"])
    func `a number not written as an integer of 64 bits is none`(text: String) throws {
        let number = try read(text)
        #expect(try number.double() == Double(text))
        #expect(throws: JSONError.self) { try number.int() }
        #expect(throws: JSONError.self) { try number.uint64() }
    }

    @Test func `an integer out of range says which range`() throws {
        let json = try read("[18446744073709551615,-1,120]")
        #expect(
            message { try json[0].int() }
                == "/0: expected an integer from \(Int.min) to \(Int.max), found the number 18446744073709551615"
        )
        #expect(
            message { try json[1].uint64() }
                == "/1: expected an integer from 0 to \(UInt64.max), found the number -1")
        #expect(
            message { try json[2].int(in: 1...99) }
                == "/2: expected an integer from 1 to 99, found the number 120")
    }

    @Test func `doubles are rounded to the nearest, ties to even`() throws {
        let hard = [
            "0.1", "0.3", "1.7976931348623157e308", "5e-324", "2.2250738585072011e-308",
            "2.2250738585072014e-308", "9007199254740993.0", "9007199254740992.99999999999999999",
            "123456789012345678901234567890", "1e22", "1e23", "8.5e22", "0.000001e-300",
            "6.631236846766476e-316", "3.14159265358979323846264338327950288419716939937510",
            "1e-400", "0e999999999999999999999", "0.00000000000000000000000000000000000001e38",
        ]
        for text in hard { #expect(try read(text).double() == Double(text), "\(text)") }
        #expect(try read("-0.0").double().sign == .minus)
    }

    @Test(arguments: ["1e309", "-1e309", "1.7976931348623159e308", "1e99999999999999999999"])
    func `a number beyond the largest double is refused`(text: String) {
        #expect(throws: JSONError.malformed(.numberOutOfRange, byteOffset: 0)) {
            try read(text)
        }
    }

    @Test func `doubles are written in the fewest digits that read back the same`() throws {
        let spellings: [(Double, String)] = [
            (0, "0.0"), (-0.0, "-0.0"), (4.5, "4.5"), (-4.25, "-4.25"), (0.125, "0.125"),
            (0.1, "0.1"),
            (100, "100.0"), (1e15, "1000000000000000.0"), (1e16, "1e+16"), (1e-7, "1e-07"),
            (0.3, "0.3"), (0.1 + 0.2, "0.30000000000000004"), (.leastNonzeroMagnitude, "5e-324"),
            (99_999_999_999.999, "99999999999.999"), (123_456_789.012, "123456789.012"),
        ]
        for (value, text) in spellings { #expect(written(value) == text) }
        var samples = JSONSamples(seed: 1)
        for _ in 0..<20_000 {
            let value = samples.double()
            #expect(written(value) == value.description)
            #expect(try read(written(value)).double() == value)
        }
    }

    @Test func `numbers are equal when they are the same number`() throws {
        let one = try read("[1, 1.0, 1e0, 10e-1]")
        for a in try one.elements() { for b in try one.elements() { #expect(a == b) } }
        #expect(try read("9007199254740993") != read("9007199254740992.0"))
        #expect(try read("18446744073709551615") == read("18446744073709551615"))
        #expect(try read("18446744073709551615") != read("-1"))
        #expect(try read("-0.0") == read("0"))
    }

    @Test(.timeLimit(.minutes(10))) func `a million digits are read in linear time`() throws {
        let digits = String(repeating: "7", count: 1_000_000)
        #expect(throws: JSONError.malformed(.numberOutOfRange, byteOffset: 0)) {
            try read(digits)
        }
        #expect(try read("0." + digits).double() == 7.0 / 9)
    }

    @Test func `writing what is no number is a bug`() async {
        await #expect(processExitsWith: .failure) { _ = JSONWriter.bytes { $0.double(.nan) } }
        await #expect(processExitsWith: .failure) { _ = JSONWriter.bytes { $0.double(.infinity) } }
    }

    private func message(_ body: () throws -> some Any) -> String {
        do {
            _ = try body()
            return "no error"
        } catch { return "\(error)" }
    }
}
