public import Identity
public import Storage

/// Kept as a blob of its bytes.
extension Digest: Storable {
    public func store(in parameter: Parameter) {
        withBytes { digest in digest.withUnsafeBytes { parameter.set($0) } }
    }

    public static func load(from column: borrowing Column) throws(StorageError) -> Digest {
        let bytes = try column.blob()
        guard let digest = Digest(bytes.span) else {
            throw .corrupt("a digest that is not of \(byteCount) bytes")
        }
        return digest
    }
}
