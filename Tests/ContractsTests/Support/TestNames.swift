public import PublicAPI
public import Testing

// What the arguments of tests are called when one fails.

extension EndpointFacts: CustomTestStringConvertible {
    public var testDescription: String { name }
}

extension EndpointShape: CustomTestStringConvertible {
    public var testDescription: String { facts.name }
}

extension EndpointShape.Payload: CustomTestStringConvertible {
    public var testDescription: String { schema.name ?? "a value" }
}
