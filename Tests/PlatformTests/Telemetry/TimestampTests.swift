import JSON
import Testing

@testable import Telemetry

@Suite struct TimestampTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"),
        (951_782_399_999, "2000-02-28T23:59:59.999Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"),
        (1_767_225_600_007, "2026-01-01T00:00:00.007Z"),
        (4_107_542_399_000, "2100-02-28T23:59:59.000Z"),
        (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ])
    func `a moment is told as RFC 3339 has it`(unixMilliseconds: Int64, text: String) {
        #expect(Self.text(unixMilliseconds) == "\"\(text)\"")
    }

    @Test func `one that is kept tells every moment as a new one does`() {
        var kept = Timestamp()
        for step in 0..<2_000 as Range<Int64> {
            let moment = 1_767_225_590_000 + step * 37_013
            kept.set(unixMilliseconds: moment)
            #expect(JSONWriter.bytes(of: kept).asText == Self.text(moment))
        }
    }

    private static func text(_ unixMilliseconds: Int64) -> String {
        var time = Timestamp()
        time.set(unixMilliseconds: unixMilliseconds)
        return JSONWriter.bytes(of: time).asText
    }
}
