import EventLoop
import Glibc
import Testing

@testable import HTTP

@Suite struct HTTPDateTests {
    @Test(arguments: [
        (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
        (59, "Thu, 01 Jan 1970 00:00:59 GMT"),
        (86_399, "Thu, 01 Jan 1970 23:59:59 GMT"),
        (68_169_600, "Tue, 29 Feb 1972 00:00:00 GMT"),
        (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
        (951_868_800, "Wed, 01 Mar 2000 00:00:00 GMT"),
        (1_735_689_599, "Tue, 31 Dec 2024 23:59:59 GMT"),
        (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
        (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"),
    ])
    func `a moment has its date`(seconds: Int64, text: String) {
        #expect(HTTPDate.text(unixSeconds: seconds) == text)
    }

    @Test func `every date is the C library's`() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<2_000 {
            var seconds = time_t.random(in: 0...253_402_300_799, using: &random)
            var parts = tm()
            gmtime_r(&seconds, &parts)
            var text = [CChar](repeating: 0, count: 64)
            // The C locale's names of days and months are those of HTTP.
            strftime(&text, text.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
            let expected = text.withUnsafeBufferPointer { text in
                text.baseAddress.map { String(cString: $0) }
            }
            #expect(HTTPDate.text(unixSeconds: Int64(seconds)) == expected)
        }
    }
}
