import Runtime

/// Plays many scenarios, some at a time.
struct Runner: Sendable {
    static let mostJobs = 64

    let environment: Environment
    let messenger: Messenger
    let surroundings: Surroundings
    let jobs: Int

    /// Outcomes in the order of the scenarios; `tell` hears of each as soon as it is there.
    func run(_ scenarios: [NamedScenario], tell: (Outcome) -> Void) async -> [Outcome] {
        await withTaskGroup(of: (Int, Outcome).self) { group in
            var waiting = scenarios.enumerated().makeIterator()
            for _ in 0..<jobs {
                if let (number, scenario) = waiting.next() {
                    group.addTask { (number, await play(scenario, number)) }
                }
            }
            var outcomes: [Int: Outcome] = [:]
            while let (number, outcome) = await group.next() {
                tell(outcome)
                outcomes[number] = outcome
                if let (number, scenario) = waiting.next() {
                    group.addTask { (number, await play(scenario, number)) }
                }
            }
            return outcomes.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    private func play(_ scenario: NamedScenario, _ number: Int) async -> Outcome {
        let variables = surroundings.variables(ofScenario: number)
        let performance = Performance(
            of: scenario.scenario, with: variables, through: messenger, in: environment)
        return await performance.play(as: scenario.name)
    }
}

/// A scenario and what people call it: its path without the folder that was asked for.
struct NamedScenario: Sendable {
    let name: String
    let scenario: Scenario
}
