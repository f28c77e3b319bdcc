import Glibc

/// How the bytes of a case are cut into packets. A parser must not care.
enum Delivery: Equatable, Sendable {
    case whole
    /// With a second, sound request right behind.
    case beforeSentinel
    case inHalves(at: Int)
    case byteByByte
}

extension WireBytes {
    private static let mostHalvings = 24

    /// Whole, byte by byte, and in halves at places where the grammar turns.
    var deliveries: [Delivery] {
        var deliveries: [Delivery] = [.whole]
        if (2...32_768).contains(bytes.count) { deliveries.append(.byteByByte) }
        let places = turns
        let stride = places.count / Self.mostHalvings + 1
        for index in places.indices where index % stride == 0 {
            deliveries.append(.inHalves(at: places[index]))
        }
        return deliveries
    }

    /// The places just before and just after each delimiter.
    private var turns: [Int] {
        let delimiters = Set("\r\n :;,=".utf8)
        return bytes.indices.dropFirst().filter { index in
            delimiters.contains(bytes[index]) || delimiters.contains(bytes[index - 1])
        }
    }
}

extension RawConnection {
    func send(_ wire: WireBytes, delivered delivery: Delivery) {
        switch delivery {
        case .whole, .beforeSentinel:
            send(wire.bytes)
        case .inHalves(let place):
            send(wire.bytes[..<place])
            sched_yield()
            send(wire.bytes[place...])
        case .byteByByte:
            for byte in wire.bytes {
                guard send(CollectionOfOne(byte)) else { break }
                sched_yield()
            }
        }
    }
}
