import PublicAPI
import StoresRules

// The words of the rules in the words of the contract and back, one by one: neither knows the other.

extension Category {
    init(_ category: StoreCategory) {
        switch category {
        case .korean: self = .korean
        case .chinese: self = .chinese
        case .japanese: self = .japanese
        case .western: self = .western
        case .asian: self = .asian
        case .chicken: self = .chicken
        case .pizza: self = .pizza
        case .burger: self = .burger
        case .snack: self = .snack
        case .lunchbox: self = .lunchbox
        case .porridge: self = .porridge
        case .meat: self = .meat
        case .soup: self = .soup
        case .cafe: self = .cafe
        case .dessert: self = .dessert
        case .bakery: self = .bakery
        case .salad: self = .salad
        case .nightFood: self = .nightFood
        }
    }
}

extension StoreCategory {
    init(_ category: Category) {
        switch category {
        case .korean: self = .korean
        case .chinese: self = .chinese
        case .japanese: self = .japanese
        case .western: self = .western
        case .asian: self = .asian
        case .chicken: self = .chicken
        case .pizza: self = .pizza
        case .burger: self = .burger
        case .snack: self = .snack
        case .lunchbox: self = .lunchbox
        case .porridge: self = .porridge
        case .meat: self = .meat
        case .soup: self = .soup
        case .cafe: self = .cafe
        case .dessert: self = .dessert
        case .bakery: self = .bakery
        case .salad: self = .salad
        case .nightFood: self = .nightFood
        }
    }
}
