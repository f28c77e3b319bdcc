public import JSON

/// Where the schema of something is written: itself, or a reference to the one place where the
/// document keeps it.
extension JSONSchema: JSONWritable {
    public func write(to json: consuming JSONWriter) {
        guard let name else { return definition(to: json) }
        json.object { $0.field("$ref", "#/components/schemas/\(name)") }
    }

    func definition(to json: consuming JSONWriter) {
        switch self {
        case .nothing: json.object { $0.field("type", "null") }
        case .flag: json.object { $0.field("type", "boolean") }
        case .always(let value):
            json.object {
                $0.field("type", "boolean")
                $0.field("const", value)
            }
        case .whole(let range):
            json.object {
                $0.field("type", "integer")
                $0.field("minimum", range.lowerBound)
                $0.field("maximum", range.upperBound)
            }
        case .number(let range):
            json.object {
                $0.field("type", "number")
                $0.field("minimum", range.lowerBound)
                $0.field("maximum", range.upperBound)
            }
        case .list(let element, let counts):
            json.object {
                $0.field("type", "array")
                $0.field("items", element)
                $0.field("minItems", counts.lowerBound)
                $0.field("maxItems", counts.upperBound)
            }
        case .text, .anyText, .identifier, .moment, .day, .coordinates, .oneOf:
            string(to: json)
        case .object(let object): object.write(to: json)
        case .variants(_, let variants): json.object { $0.field("oneOf", variants) }
        }
    }

    private func string(to json: consuming JSONWriter) {
        json.object {
            $0.field("type", "string")
            switch self {
            case .text(let limits):
                $0.field("minLength", limits.lengths.lowerBound)
                $0.field("maxLength", limits.lengths.upperBound)
            case .moment: $0.field("format", "date-time")
            case .day: $0.field("format", "date")
            case .oneOf(let texts): $0.field("enum", texts)
            default: break
            }
            $0.field("pattern", ifPresent: pattern)
        }
    }

    /// What a regular expression can say of a text: not that June has no 31st.
    private var pattern: String? {
        switch self {
        case .text(let limits): limits.letters.pattern
        case .identifier(let prefix): "^\(prefix)_[0-7][0-9a-hjkmnp-tv-z]{25}$"
        case .moment:
            #"^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z$"#
        case .day: "^[0-9]{4}-[01][0-9]-[0-3][0-9]$"
        case .coordinates: "^\(Self.coordinate),\(Self.coordinate)$"
        case .nothing, .flag, .always, .whole, .number, .anyText, .oneOf, .list, .object,
            .variants:
            nil
        }
    }

    /// From -50000 to 50000.
    private static let coordinate = "(0|-?[1-9][0-9]{0,3}|-?[1-4][0-9]{4}|-?50000)"
}

extension ObjectSchema: JSONWritable {
    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("type", "object")
            let required = properties.filter(\.isRequired).map(\.name)
            if !required.isEmpty { $0.field("required", required) }
            $0.object("properties") {
                for property in properties { $0.field(named: property.name, property.schema) }
            }
        }
    }
}

extension JSONSchema {
    /// Itself and all that it is made of which the document keeps under a name.
    func collect(into schemas: inout [String: JSONSchema]) {
        if let name {
            guard schemas.updateValue(self, forKey: name) == nil else { return }
        }
        switch self {
        case .list(let element, _): element.collect(into: &schemas)
        case .object(let object):
            for property in object.properties { property.schema.collect(into: &schemas) }
        case .variants(_, let variants):
            for variant in variants { variant.collect(into: &schemas) }
        case .nothing, .flag, .always, .whole, .number, .text, .anyText, .identifier, .moment,
            .day, .coordinates, .oneOf:
            break
        }
    }
}
