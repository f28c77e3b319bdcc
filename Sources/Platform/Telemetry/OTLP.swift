import JSON

/// A batch of spans as OTLP over HTTP has them in JSON: the body of `POST /v1/traces`.
///
/// It is the JSON form of protocol buffers (64-bit numbers are strings, enums numbers), but for the
/// names of traces and spans, which are hexadecimal.
struct OTLPTraces: JSONWritable {
    let service: String
    let spans: [Span]

    func write(to json: consuming JSONWriter) {
        json.object {
            $0.array("resourceSpans") {
                $0.object {
                    $0.object("resource") { resource in
                        resource.array("attributes") {
                            $0.element(OTLPAttribute(name: "service.name", value: .text(service)))
                        }
                    }
                    $0.array("scopeSpans") {
                        $0.object {
                            $0.object("scope") { $0.field("name", "baedal") }
                            $0.field("spans", spans.map(OTLPSpan.init))
                        }
                    }
                }
            }
        }
    }
}

private struct OTLPSpan: JSONWritable {
    /// `STATUS_CODE_ERROR`
    private static let failed = 2

    let span: Span

    func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("traceId", span.context.traceID)
            $0.field("spanId", span.context.spanID)
            $0.field("traceState", ifPresent: span.context.state)
            $0.field("parentSpanId", ifPresent: span.parent)
            $0.field("flags", span.context.isSampled ? 1 : 0)
            $0.field("name", span.name)
            $0.field("kind", span.kind)
            $0.field("startTimeUnixNano", String(span.startUnixNanoseconds))
            $0.field("endTimeUnixNano", String(span.endUnixNanoseconds))
            $0.array("attributes") {
                for (name, value) in span.attributes {
                    $0.element(OTLPAttribute(name: "\(name)", value: value))
                }
            }
            if span.droppedAttributes > 0 {
                $0.field("droppedAttributesCount", span.droppedAttributes)
            }
            $0.object("status") {
                guard let failure = span.failure else { return }
                $0.field("code", Self.failed)
                $0.field("message", failure)
            }
        }
    }
}

private struct OTLPAttribute: JSONWritable {
    let name: String
    let value: SpanValue

    func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("key", name)
            $0.object("value") {
                switch value {
                case .text(let text): $0.field("stringValue", text)
                case .integer(let number): $0.field("intValue", String(number))
                case .flag(let flag): $0.field("boolValue", flag)
                }
            }
        }
    }
}
