public import Runtime

extension Environment {
    /// A generator of identifiers for one owner, which makes them on the loops of this process.
    public func makeIdentifiers() -> UUIDv7Generator<Randomness> {
        UUIDv7Generator(
            unixMilliseconds: { UInt64(max(0, unixMilliseconds)) }, randomness: makeRandomness())
    }
}
