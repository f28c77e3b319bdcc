import EventLoop
import Synchronization

/// Which row of a metric's cells belongs to the present thread: one for each loop, and the last for
/// all threads that turn none.
struct MetricLanes: Sendable {
    private let numbers: PerLoop<Int>
    private let loopCount: Int

    init(_ loops: [EventLoop]) {
        var next = 0
        numbers = PerLoop(loops) { _ in
            defer { next += 1 }
            return next
        }
        loopCount = loops.count
    }

    var count: Int { loopCount + 1 }
    var shared: Int { loopCount }

    /// Of the present thread.
    var current: Int { numbers.ifHere ?? shared }
}

/// The numbers of one series: a row of cells for each lane, each row on cache lines of its own.
///
/// A loop's row has one writer, so counting is a plain load and store, nothing that locks the bus;
/// whoever reads adds the rows up. Sums that are read while others count may lack the very latest.
final class MetricRows: @unchecked Sendable {
    // Sendable: `cells` never moves and is freed with its owner; the cells are atomics.
    private static let cellsACacheLine = 8

    private let lanes: MetricLanes
    private let stride: Int
    private let cells: UnsafeMutablePointer<Atomic<Int>>

    init(_ lanes: MetricLanes, cellCount: Int) {
        self.lanes = lanes
        let lines = (cellCount + Self.cellsACacheLine - 1) / Self.cellsACacheLine
        stride = lines * Self.cellsACacheLine
        let count = stride * lanes.count
        let memory = UnsafeMutableRawPointer.allocate(byteCount: count * 8, alignment: 64)
        cells = memory.bindMemory(to: Atomic<Int>.self, capacity: count)
        for index in 0..<count { (cells + index).initialize(to: Atomic(0)) }
    }

    deinit {
        cells.deinitialize(count: stride * lanes.count)
        UnsafeMutableRawPointer(cells).deallocate()
    }

    var currentLane: Int { lanes.current }

    func add(_ amount: Int, to cell: Int, lane: Int) {
        let cell = cells + (lane * stride + cell)
        if lane == lanes.shared {
            cell.pointee.wrappingAdd(amount, ordering: .relaxed)
        } else {
            let sum = cell.pointee.load(ordering: .relaxed) &+ amount
            cell.pointee.store(sum, ordering: .relaxed)
        }
    }

    func total(of cell: Int) -> Int {
        (0..<lanes.count).reduce(0) { sum, lane in
            sum &+ cells[lane * stride + cell].load(ordering: .relaxed)
        }
    }
}
