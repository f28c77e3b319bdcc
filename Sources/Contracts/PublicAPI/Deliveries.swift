public import JSON
public import Kernel
import Wire

extension PublicAPI {
    public static let setShift = Endpoint<NoID, NoQuery, ShiftForm, ShiftView>(
        "setShift", "Go on shift, say where one is, or go off.", .put, "/v1/me/shift",
        by: .only(.rider, .own), problems: [.deliveryUnderway])

    public static let myDeliveries = Endpoint<NoID, PageQuery, Nothing, Page<DeliveryView>>(
        "myDeliveries", "One's deliveries, the latest first.", .get, "/v1/me/deliveries",
        by: .only(.rider, .own), problems: [.cursorInvalid])

    public static let pickUp = Endpoint<DeliveryID, NoQuery, Nothing, DeliveryView>(
        "pickUp", "The food is with the rider.", .post, "/v1/deliveries/{id}/pickup",
        by: .only(.rider, .assignedRider), problems: [.foodNotReady, .invalidTransition])

    public static let completeDelivery = Endpoint<DeliveryID, NoQuery, Nothing, DeliveryView>(
        "completeDelivery", "The food is with the customer.", .post,
        "/v1/deliveries/{id}/completion", by: .only(.rider, .assignedRider),
        problems: [.invalidTransition])

    public static let failDelivery = Endpoint<DeliveryID, NoQuery, Nothing, DeliveryView>(
        "failDelivery", "It cannot be brought; the order is refunded in full.", .post,
        "/v1/deliveries/{id}/failure", by: .only(.rider, .assignedRider),
        problems: [.invalidTransition])
}

/// `{"isOnShift": true, "place": {"x": 0, "y": 0}}` or `{"isOnShift": false}`.
public enum ShiftForm: Described {
    case on(Place)
    case off

    public init(_ json: JSON) throws(JSONError) {
        self = try json["isOnShift"].bool() ? .on(try json["place"].place()) : .off
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            switch self {
            case .on(let place):
                $0.field("isOnShift", true)
                $0.field("place", place)
            case .off:
                $0.field("isOnShift", false)
            }
        }
    }

    public static let schema = JSONSchema.variants(
        name: "ShiftForm",
        [
            .object("OnShift", required: ["isOnShift": .always(true), "place": .place]),
            .object("OffShift", required: ["isOnShift": .always(false)]),
        ])
    public static let examples = [ShiftForm.on(.example), .off]
}

public struct ShiftView: Described {
    public let isOnShift: Bool
    /// Where the rider waits for a delivery.
    public let place: Place?
    /// With which the rider is underway.
    public let deliveryID: DeliveryID?

    public init(isOnShift: Bool, place: Place?, deliveryID: DeliveryID?) {
        self.isOnShift = isOnShift
        self.place = place
        self.deliveryID = deliveryID
    }

    public init(_ json: JSON) throws(JSONError) {
        isOnShift = try json["isOnShift"].read()
        place = try json[optional: "place"]?.read()
        deliveryID = try json[optional: "deliveryId"]?.read()
    }

    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("isOnShift", isOnShift)
            $0.field("place", ifPresent: place)
            $0.field("deliveryId", ifPresent: deliveryID)
        }
    }

    public static let schema = JSONSchema.object(
        "Shift", required: ["isOnShift": .flag],
        optional: ["place": .place, "deliveryId": .identifier(DeliveryID.self)])
    public static let examples = [ShiftView(isOnShift: true, place: .example, deliveryID: .example)]
}
