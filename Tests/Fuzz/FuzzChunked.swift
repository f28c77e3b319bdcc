// with: Tests/PlatformTests/HTTP/Parsers/ReadMessage.swift
// with: Tests/PlatformTests/HTTP/Parsers/ParserDriver.swift
// with: Tests/PlatformTests/HTTP/Parsers/WholeHeads.swift
// with: Tests/PlatformTests/HTTP/Parsers/ParserComparison.swift
// with: Tests/PlatformTests/HTTP/Parsers/ReferenceReader.swift
// with: Tests/PlatformTests/HTTP/Parsers/ReferenceTarget.swift
// with: Tests/PlatformTests/HTTP/Parsers/ReferenceChunks.swift
import EventLoop

@testable import HTTP

/// The chunked coding alone, where a byte too many or too few moves the next message: the input is
/// what stands behind a sound head, and the message behind it must be found in the same place.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let input = UnsafeBufferPointer(start: bytes, count: count)
    var random = SeededGenerator(seed: UInt64(input.first ?? 0))
    let head = Array("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
    let next = Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
    let complaint = ParserComparison.complaint(
        about: head + input.dropFirst() + next, as: .requests, cutBy: &random)
    if let complaint { preconditionFailure(complaint) }
    return 0
}
