import HTTP
import Testing

@testable import Edge

@Suite struct EdgeAddressTests {
    @Test(
        arguments: [
            ("0.0.0.0", 0xffff_0000_0000), ("192.0.2.1", 0xffff_c000_0201),
            ("255.255.255.255", 0xffff_ffff_ffff), ("::ffff:192.0.2.1", 0xffff_c000_0201),
            ("::ffff:c000:201", 0xffff_c000_0201), ("::", 0), ("::1", 1),
            ("1::", 0x1_0000_0000_0000_0000_0000_0000_0000),
            ("2001:db8::1", 0x2001_0db8_0000_0000_0000_0000_0000_0001),
            ("2001:DB8:0:0:0:0:0:1", 0x2001_0db8_0000_0000_0000_0000_0000_0001),
            ("1:2:3:4:5:6:7::", 0x1_0002_0003_0004_0005_0006_0007_0000),
            ("::2:3:4:5:6:7:8", 0x2_0003_0004_0005_0006_0007_0008),
            ("64:ff9b::192.0.2.1", 0x64_ff9b_0000_0000_0000_0000_c000_0201),
        ] as [(String, UInt128)])
    func `an address is a number`(text: String, bits: UInt128) {
        #expect(IPAddress(text)?.bits == bits)
    }

    @Test(arguments: [
        "", " ", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.04", "01.2.3.4", "1.2.3.4 ",
        "1..2.3", ".1.2.3", "1.2.3.", "1.2.3.-4", "1.2.3.4:80", "0x1.2.3.4", "1.2.3.a", "٣.2.3.4",
        ":", ":::", "1:::2", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8", "1:", ":1", "12345::", "::g", "[::1]", "fe80::1%eth0", "::1.2.3",
        "1.2.3.4::", "::1.2.3.4:5", "server", "00000::", String(repeating: "0", count: 60),
    ])
    func `this is no address`(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test(arguments: [
        ("192.0.2.1", "::ffff:192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:1:2:3", true),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", false), ("::1", "::2", true),
    ])
    func `the addresses of one client count as one`(
        first: String, second: String, isOne: Bool
    ) throws {
        let proxies = TrustedProxies.none
        let same =
            proxies.client(of: .get("/", from: first))
            == proxies.client(of: .get("/", from: second))
        #expect(same == isOne)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.1.2", true), ("10.0.0.0/8", "11.0.0.0", false),
        ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "2001::", false), ("::/0", "8.8.8.8", true),
        ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1/32", "192.0.2.0", false),
        ("2001:db8::/33", "2001:db8:7fff::", true), ("2001:db8::/33", "2001:db8:8000::", false),
    ])
    func `a range holds what begins alike`(range: String, address: String, isIn: Bool) throws {
        #expect(try #require(IPRange(range)).contains(try #require(IPAddress(address))) == isIn)
    }

    @Test(arguments: [
        "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "/8", "10.0.0.0/8/8", "::/129",
        "2001:db8::1/64", "x/8",
    ])
    func `this is no range`(text: String) {
        #expect(IPRange(text) == nil)
    }

    /// The peer, what it forwards, and who is believed to be the client.
    @Test(arguments: [
        ("203.0.113.9", ["198.51.100.7"], "203.0.113.9"),
        ("10.0.0.1", ["198.51.100.7"], "198.51.100.7"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", ["1.1.1.1, 198.51.100.7"], "198.51.100.7"),
        ("10.0.0.1", ["1.1.1.1", "198.51.100.7"], "198.51.100.7"),
        ("10.0.0.1", ["1.1.1.1,\t198.51.100.7 , 10.0.0.2"], "198.51.100.7"),
        ("10.0.0.1", ["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
        ("10.0.0.1", ["198.51.100.7, nonsense"], "10.0.0.1"),
        ("10.0.0.1", ["198.51.100.7, nonsense, 10.0.0.2"], "10.0.0.2"),
        ("10.0.0.1", ["198.51.100.7,"], "10.0.0.1"),
        ("10.0.0.1", ["198.51.100.7:4711"], "10.0.0.1"),
        ("10.0.0.1", ["unknown"], "10.0.0.1"),
    ])
    func `who the client is says the last proxy that is trusted`(
        peer: String, forwarded: [String], client: String
    ) throws {
        let proxies = TrustedProxies([try #require(IPRange("10.0.0.0/8"))])
        let request = Request.get("/", forwarded.map { (.forwardedFor, $0) }, from: peer)
        #expect(
            proxies.client(of: request) == ClientAddress(try #require(IPAddress(client))))
    }

    @Test func `a chain of a thousand proxies is not walked`() throws {
        let proxies = TrustedProxies([try #require(IPRange("10.0.0.0/8"))])
        let chain = ["198.51.100.7"] + [String](repeating: "10.0.0.2", count: 1_000)
        let request = Request.get(
            "/", [(.forwardedFor, chain.joined(separator: ","))], from: "10.0.0.1")
        #expect(
            proxies.client(of: request) == ClientAddress(try #require(IPAddress("10.0.0.2"))))
    }
}
