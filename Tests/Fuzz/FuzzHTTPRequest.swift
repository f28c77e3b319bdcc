// with: Tests/PlatformTests/HTTP/Parsers/ReadMessage.swift
// with: Tests/PlatformTests/HTTP/Parsers/ParserDriver.swift
// with: Tests/PlatformTests/HTTP/Parsers/WholeHeads.swift
// with: Tests/PlatformTests/HTTP/Parsers/ParserComparison.swift
// with: Tests/PlatformTests/HTTP/Parsers/ReferenceReader.swift
// with: Tests/PlatformTests/HTTP/Parsers/ReferenceTarget.swift
// with: Tests/PlatformTests/HTTP/Parsers/ReferenceChunks.swift
import EventLoop

@testable import HTTP

/// What must hold of any bytes that a client may send: see `ParserComparison`. The first octet
/// decides how the rest is cut into pieces.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let input = UnsafeBufferPointer(start: bytes, count: count)
    var random = SeededGenerator(seed: UInt64(input.first ?? 0))
    let complaint = ParserComparison.complaint(
        about: Array(input.dropFirst()), as: .requests, cutBy: &random)
    if let complaint { preconditionFailure(complaint) }
    return 0
}
