@main struct PlatformProbe { static func main() {} }
