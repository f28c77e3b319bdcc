import EventLoop
import Testing

@Suite struct AddressTests {
    @Test(arguments: [
        ("127.0.0.1:8080", Address.tcp(host: "127.0.0.1", port: 8080)),
        ("localhost:0", .tcp(host: "127.0.0.1", port: 0)),
        ("[::1]:65535", .tcp(host: "::1", port: 65535)),
        ("orders:80", .tcp(host: "orders", port: 80)),
        ("unix:/run/baedal.sock", .unix(path: "/run/baedal.sock")),
    ])
    func `an address is read`(text: String, address: Address) {
        #expect(Address(text) == address)
    }

    @Test(arguments: [
        "", ":", ":80", "host", "host:", "host:65536", "host:-1", "host:+80", "host:8 0", "host:٣",
        "::1:80", "[127.0.0.1]:80", "[::1:80", "[]:80", "unix:", "unix:relative", "unix:/a\0b",
        "host\0:80",
    ])
    func `what is no address is refused`(text: String) {
        #expect(Address(text) == nil)
    }

    @Test(arguments: ["127.0.0.1:8080", "[::1]:1", "unix:/run/baedal.sock"])
    func `an address is written as it is read`(text: String) {
        #expect(Address(text)?.description == text)
    }
}
