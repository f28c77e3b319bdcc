// with: Tests/PlatformTests/HTTP/Parsers/ReadMessage.swift
// with: Tests/PlatformTests/HTTP/Parsers/ParserDriver.swift
// with: Tests/PlatformTests/HTTP/Parsers/WholeHeads.swift
// with: Tests/PlatformTests/HTTP/Parsers/ParserComparison.swift
// with: Tests/PlatformTests/HTTP/Parsers/ReferenceReader.swift
// with: Tests/PlatformTests/HTTP/Parsers/ReferenceTarget.swift
// with: Tests/PlatformTests/HTTP/Parsers/ReferenceChunks.swift
import EventLoop

@testable import HTTP

/// What must hold of any bytes that a server may send: see `ParserComparison`. The first octet
/// decides how the rest is cut into pieces, and whether it answers GET or HEAD.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let input = UnsafeBufferPointer(start: bytes, count: count)
    let first = input.first ?? 0
    var random = SeededGenerator(seed: UInt64(first))
    let complaint = ParserComparison.complaint(
        about: Array(input.dropFirst()), as: .responses(to: first % 4 == 0 ? .head : .get),
        cutBy: &random)
    if let complaint { preconditionFailure(complaint) }
    return 0
}
