import JSON
import Kernel
import PublicAPI

/// A validator for the few words of JSON Schema that the contract uses.
extension JSONSchema {
    func allows(_ json: JSON) -> Bool {
        switch self {
        case .nothing: json.isNull
        case .flag: json.kind == .bool
        case .always(let value): (try? json.bool()) == value
        case .whole(let range): (try? json.int64()).map(range.contains) ?? false
        case .number(let range): (try? json.double()).map(range.contains) ?? false
        case .text, .anyText, .identifier, .moment, .day, .coordinates, .oneOf:
            (try? json.string()).map(allows) ?? false
        case .list(let element, let counts):
            (try? json.elements()).map { elements in
                counts.contains(elements.count) && elements.allSatisfy(element.allows)
            } ?? false
        case .object(let object): object.allows(json)
        case .variants(_, let variants): variants.count { $0.allows(json) } == 1
        }
    }

    private func allows(_ text: String) -> Bool {
        switch self {
        case .text(let limits):
            limits.lengths.contains(text.unicodeScalars.count)
                && text.unicodeScalars.allSatisfy { allows($0, limits.letters) }
        case .identifier(let prefix): Self.isIdentifier(text, prefix)
        case .anyText: true
        case .moment: Moment(text) != nil
        case .day: Day(text) != nil
        case .oneOf(let texts): texts.contains(text)
        default: false
        }
    }

    private func allows(_ scalar: Unicode.Scalar, _ letters: TextLimits.Letters) -> Bool {
        let isControl = scalar.properties.generalCategory == .control
        return switch letters {
        case .line: !isControl
        case .prose: !isControl || scalar == "\n"
        case .token:
            scalar.isASCII
                && (Character(scalar).isLetter || Character(scalar).isNumber
                    || "-._~".unicodeScalars.contains(scalar))
        }
    }

    /// By the TypeID specification's own words.
    private static func isIdentifier(_ text: String, _ prefix: String) -> Bool {
        guard text.hasPrefix("\(prefix)_") else { return false }
        let suffix = text.dropFirst(prefix.count + 1)
        return suffix.count == 26 && suffix.first.map { "01234567".contains($0) } == true
            && suffix.allSatisfy { "0123456789abcdefghjkmnpqrstvwxyz".contains($0) }
    }

    /// The names of all properties, as `Order.lines`, that a value shows.
    func properties(shownBy json: JSON) -> Set<String> {
        switch self {
        case .list(let element, _):
            ((try? json.elements()).map(Array.init) ?? [])
                .reduce(into: []) { $0.formUnion(element.properties(shownBy: $1)) }
        case .object(let object):
            object.properties.reduce(into: []) { shown, property in
                guard let value = try? json[ifPresent: property.name] else { return }
                shown.insert("\(object.name).\(property.name)")
                shown.formUnion(property.schema.properties(shownBy: value))
            }
        case .variants(_, let variants):
            variants.first { $0.allows(json) }?.properties(shownBy: json) ?? []
        default: []
        }
    }

    /// The names of all that there are.
    var properties: Set<String> {
        switch self {
        case .list(let element, _): element.properties
        case .object(let object):
            object.properties.reduce(into: []) { names, property in
                names.insert("\(object.name).\(property.name)")
                names.formUnion(property.schema.properties)
            }
        case .variants(_, let variants):
            variants.reduce(into: []) { $0.formUnion($1.properties) }
        default: []
        }
    }
}

extension ObjectSchema {
    fileprivate func allows(_ json: JSON) -> Bool {
        guard json.kind == .object else { return false }
        return properties.allSatisfy { property in
            guard let value = try? json[ifPresent: property.name] else {
                return !property.isRequired
            }
            return property.schema.allows(value)
        }
    }
}
