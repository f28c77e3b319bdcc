import Runtime

/// Phase 1: the whole business in one process over one database.
@main
struct MonolithMain {
    static func main() {
        Program(MonolithSettings.form, without: MonolithSettings.without).run {
            configuration, environment, lifecycle in
            var randomness = environment.makeRandomness()
            let secrets = try SecretFile(
                at: configuration[MonolithSettings.secrets], holding: Secrets.names,
                randomness: &randomness)
            try await Monolith.start(
                configuration.site, keeping: Secrets(secrets), in: environment,
                during: lifecycle)
        }
    }
}
