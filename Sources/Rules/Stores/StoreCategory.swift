/// What kind of food a store is looked for by.
public enum StoreCategory: String, CaseIterable, Sendable {
    case korean, chinese, japanese, western, asian
    case chicken, pizza, burger, snack, lunchbox, porridge, meat, soup
    case cafe, dessert, bakery, salad, nightFood = "night-food"
}
