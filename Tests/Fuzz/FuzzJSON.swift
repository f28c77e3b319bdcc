// with: Tests/PlatformTests/JSON/ReferenceJSON.swift
import JSON

/// What must hold of any bytes: the parser neither crashes nor reads beside them; it accepts what a
/// second reader accepts, and understands the same; what it accepted is written and read back as equal,
/// and the second text is the first again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let text = Array(UnsafeBufferPointer(start: bytes, count: count))
    let json = try? JSON(parsing: text)
    let reference = ReferenceJSON.read(text, depth: 64)
    guard let json, let reference else {
        precondition(json == nil && reference == nil, "one reader accepts, the other refuses")
        return 0
    }
    precondition(json.means(reference), "the two readers understand different things")

    let written = JSONWriter.bytes(of: json, expecting: count % 64)
    guard let again = try? JSON(parsing: written) else {
        preconditionFailure("what we wrote is refused")
    }
    precondition(again == json, "what was written says something else")
    precondition(JSONWriter.bytes(of: again) == written, "the same value is written differently")
    return 0
}
