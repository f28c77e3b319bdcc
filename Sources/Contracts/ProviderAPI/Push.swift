public import JSON
public import Kernel
import Wire

/// A message to one person's device. The provider understands none of it.
public struct Push: Hashable, Sendable {
    public static let mostWordBytes = 100
    public static let mostTextBytes = 1_000

    /// The same message sent again has the same.
    public let id: ProviderKey
    public let recipient: String
    /// Such as `write-a-review`.
    public let kind: String
    /// What it is about: an order.
    public let subject: String
    public let text: String

    public init(id: ProviderKey, recipient: String, kind: String, subject: String, text: String) {
        self.id = id
        self.recipient = recipient
        self.kind = kind
        self.subject = subject
        self.text = text
    }
}

/// Messages that are delivered together, all of them or none. It may be sent again: each message is
/// delivered once.
public struct PushBatch: Equatable, Sendable {
    public static let mostPushes = 100

    public let pushes: [Push]

    public init(_ pushes: [Push]) {
        precondition((1...Self.mostPushes).contains(pushes.count), "\(pushes.count) pushes at once")
        self.pushes = pushes
    }
}

/// One line of the push provider's log: a message that it delivered, once.
public struct DeliveredPush: Equatable, Sendable {
    /// From 1, rising with time.
    public let position: Int
    public let push: Push
    public let at: Moment

    public init(position: Int, push: Push, at: Moment) {
        self.position = position
        self.push = push
        self.at = at
    }
}

// MARK: - On the wire

extension Push: JSONWritable, JSONReadable {
    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("id", id)
            $0.field("recipient", recipient)
            $0.field("kind", kind)
            $0.field("subject", subject)
            $0.field("text", text)
        }
    }

    public init(_ json: JSON) throws(JSONError) {
        id = try json["id"].read()
        recipient = try json["recipient"].text(mostBytes: Self.mostWordBytes)
        kind = try json["kind"].text(mostBytes: Self.mostWordBytes)
        subject = try json["subject"].text(mostBytes: Self.mostWordBytes)
        text = try json["text"].text(mostBytes: Self.mostTextBytes)
    }
}

extension PushBatch: JSONWritable, JSONReadable {
    public func write(to json: consuming JSONWriter) {
        json.object { $0.field("pushes", pushes) }
    }

    public init(_ json: JSON) throws(JSONError) {
        let list = try json["pushes"]
        pushes = try list.read()
        guard (1...Self.mostPushes).contains(pushes.count) else {
            throw list.mismatch(expected: "1 to \(Self.mostPushes) pushes")
        }
    }
}

extension DeliveredPush: JSONWritable, JSONReadable {
    public func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("position", position)
            $0.field("push", push)
            $0.field("at", at)
        }
    }

    public init(_ json: JSON) throws(JSONError) {
        position = try json["position"].int()
        push = try json["push"].read()
        at = try json["at"].read()
    }
}
