import JSON
import Testing

@testable import PublicAPI

/// What each body says of itself is what it reads and writes.
@Suite struct BodyTests {
    /// One of each, by the names of their schemas.
    static let bodies = unique(PublicAPI.all.compactMap(\.body))
    static let answers = unique(PublicAPI.all.compactMap(\.answer))

    private static func unique(_ payloads: [EndpointShape.Payload]) -> [EndpointShape.Payload] {
        Dictionary(payloads.map { ($0.schema.name ?? "", $0) }) { first, _ in first }
            .sorted { $0.key < $1.key }.map(\.value)
    }

    @Test(arguments: bodies + answers)
    func `an example is what its schema says`(payload: EndpointShape.Payload) throws {
        #expect(!payload.examples.isEmpty)
        for example in payload.examples {
            let json = try JSON(parsing: example)
            #expect(payload.schema.allows(json), "\(json)")
        }
    }

    @Test(arguments: bodies + answers)
    func `every property stands in an example`(payload: EndpointShape.Payload) throws {
        var shown: Set<String> = []
        for example in payload.examples {
            shown.formUnion(payload.schema.properties(shownBy: try JSON(parsing: example)))
        }
        #expect(payload.schema.properties.subtracting(shown) == [])
    }

    @Test(arguments: bodies + answers)
    func `an example shows no property that the schema has not`(
        payload: EndpointShape.Payload
    ) throws {
        for example in payload.examples {
            let unknown = try payload.schema.unknown(in: JSON(parsing: example))
            #expect(unknown == [])
        }
    }

    @Test(arguments: bodies + answers)
    func `an example is read back as it was written`(payload: EndpointShape.Payload) throws {
        for example in payload.examples {
            let again = try payload.rewrite(JSON(parsing: example))
            #expect(again == example)
        }
    }

    /// What may stand in the stead of anything: of every type, and at the edges of every limit.
    private static let others =
        [
            "null", "true", "false", "0", "1", "-1", "5", "6", "9", "10", "99", "100", "1.5",
            "999", "1000", "10000000", "10000001", "1000000", "1000001", "100000", "100001",
            "10000000000", "10000000001", "50000", "50001", "-50000", "-50001",
            "9223372036854775807", "18446744073709551615", "[]", "{}", #""""#, #"" ""#,
            #""card""#, #""wallet""#, #""customer""#, #""operator""#, #""pilot""#,
            #""a\u0000b""#, #""a\nb""#, #""a\u0085b""#, #""2026-11-21""#, #""2026-02-29""#,
            #""2026-11-21T03:34:56.789Z""#, #""2026-11-21T03:34:56Z""#,
            #""store_01h455vb4pex5vsknk084sn02q""#, #""store_81h455vb4pex5vsknk084sn02q""#,
            #""order_01h455vb4pex5vsknk084sn02q""#,
        ].map(Tree.init(text:))
        + [2, 3, 7, 8, 60, 61, 64, 65, 128, 129, 254, 255, 1_000, 1_001].flatMap { count in
            ["a", "가", "😀"].map { Tree(text: "\"\(String(repeating: $0, count: count))\"") }
        }

    /// The reading is the schema: what one refuses, the other refuses, in each place of each form.
    @Test(arguments: bodies)
    func `a form reads what its schema allows, and nothing else`(
        payload: EndpointShape.Payload
    ) throws {
        var allowedCount = 0
        for example in payload.examples {
            for variation in try Tree(JSON(parsing: example)).variations(Self.others) {
                let json = try JSON(parsing: variation.bytes)
                let isAllowed = payload.schema.allows(json)
                let isRead = (try? payload.rewrite(json)) != nil
                #expect(isAllowed == isRead, "\(payload.schema.name ?? ""): \(json)")
                allowedCount += isAllowed ? 1 : 0
            }
        }
        #expect(allowedCount > 0)
    }

    @Test func `what is wrong with a body is told by its place`() throws {
        let line = #"{"itemId":"item_01h455vb4pex5vsknk084sn02q","quantity":100}"#
        let text = """
            {"storeId":"store_01h455vb4pex5vsknk084sn02q","lines":[\(line)],
            "place":{"x":0,"y":0},"payment":{"method":"wallet"},"expectedTotal":1}
            """
        let json = try JSON(parsing: Array(text.utf8))
        #expect(
            throws: JSONError.mismatch(
                pointer: "/lines/0/quantity", expected: "an integer from 1 to 99",
                found: "the number 100")
        ) { try OrderForm(json) }
    }
}

extension JSONSchema {
    /// Members of which the schema knows nothing: the reader would not read them either.
    fileprivate func unknown(in json: JSON) throws -> [String] {
        switch self {
        case .list(let element, _): try json.elements().flatMap { try element.unknown(in: $0) }
        case .object(let object):
            try json.members().flatMap { name, value in
                guard let property = object.properties.first(where: { $0.name == name }) else {
                    return ["\(object.name).\(name)"]
                }
                return try property.schema.unknown(in: value)
            }
        case .variants(_, let variants):
            try variants.first { $0.allows(json) }?.unknown(in: json) ?? ["no variant"]
        default: []
        }
    }
}
