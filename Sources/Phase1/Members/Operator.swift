extension Monolith {
    func ensureOperator(_ password: String) async throws {}
}
