import Testing

@testable import HTTP

@Suite struct BufferPoolTests {
    private func copy(_ octet: UInt8, _ count: Int, from pool: BufferPool) -> [UInt8] {
        [UInt8](repeating: octet, count: count).withUnsafeBufferPointer { pool.copy($0) }
    }

    @Test(arguments: [1, 1_023, 1_024, 2_000, 16_384, 40_000])
    func `a piece that somebody keeps is never written over`(count: Int) {
        let pool = BufferPool(capacity: 4_096)
        let pieces = (UInt8(1)...5).map { copy($0, count, from: pool) }
        for (octet, piece) in zip(UInt8(1)..., pieces) {
            #expect(piece == [UInt8](repeating: octet, count: count))
        }
    }

    @Test func `a piece that nobody keeps is used again`() {
        let pool = BufferPool(capacity: 4_096)
        let places = (UInt8(1)...5).map { octet in
            copy(octet, 2_000, from: pool).withUnsafeBufferPointer { $0.baseAddress }
        }
        #expect(Set(places).count == 1)
    }

    @Test func `a small piece is not given out in the memory of a large one`() {
        let pool = BufferPool(capacity: 4_096)
        _ = copy(1, 16_000, from: pool)
        #expect(copy(2, 1_500, from: pool).capacity < 4_000)
    }

    @Test func `memory that did not come from here is not given out`() {
        let pool = BufferPool(capacity: 4_096)
        pool.giveBack(.allocate(capacity: 9_999))
        let taken = pool.take()
        #expect(taken.count == 4_096)
        pool.giveBack(taken)
        #expect(pool.take().baseAddress == taken.baseAddress)
    }
}
