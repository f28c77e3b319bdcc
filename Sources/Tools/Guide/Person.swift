import Kernel
import PublicAPI
import PublicDoor

/// Somebody who is logged in.
struct Person: Sendable {
    let name: String
    let phone: PublicClient
}

/// Where the walk goes: a store with two dishes, in a part of the town of its own.
struct Shop: Sendable {
    let id: StoreID
    let name: String
    let place: Place
    let chicken: MenuItemView
    let beer: MenuItemView
    let fee: Money

    /// What is ordered.
    var lines: [OrderForm.Line] {
        [
            OrderForm.Line(itemID: chicken.id, quantity: 2),
            OrderForm.Line(itemID: beer.id, quantity: 1),
        ]
    }

    /// Before the coupon.
    var total: Money { chicken.price * 2 + beer.price + fee }

    /// A few streets away.
    var door: Place { Place(x: place.x + 300, y: place.y - 400) }
}

extension Money {
    /// As people write it: ₩46,000.
    var inThousands: String {
        let digits = Array(String(won.magnitude))
        let grouped = digits.enumerated().map { index, digit in
            index > 0 && (digits.count - index) % 3 == 0 ? ",\(digit)" : "\(digit)"
        }
        return (won < 0 ? "-₩" : "₩") + grouped.joined()
    }
}
