import Glibc

/// The one lock of the house: a mutex around a value, held only for a few instructions.
///
/// `Synchronization.Mutex` would do the same, but the thread sanitizer does not see it on Linux and
/// reports false races; it does see a pthread mutex.
public final class Lock<Value>: @unchecked Sendable {
    // Sendable: `value` is reached only through `withLock`, and one thread at a time is inside.
    private var value: Value
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>

    public init(_ value: sending Value) {
        self.value = value
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        precondition(pthread_mutex_init(mutex, nil) == 0, "a mutex could not be made")
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    @inlinable
    public func withLock<Result, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        lock()
        defer { unlock() }
        return try body(&guarded)
    }

    @usableFromInline var guarded: Value {
        _read { yield value }
        _modify { yield &value }
    }

    @usableFromInline func lock() { pthread_mutex_lock(mutex) }
    @usableFromInline func unlock() { pthread_mutex_unlock(mutex) }
}
