import Glibc

extension Metrics {
    /// What the kernel knows of this process, asked when a scrape comes. For the real world only: a
    /// simulated process is none.
    public func observeProcess() {
        observeCounter("process_cpu_seconds_total", "CPU time, of user and system together.") {
            ProcessFigures.cpuSeconds
        }
        observeGauge("process_resident_memory_bytes", "Memory that is resident.") {
            Double(ProcessFigures.residentBytes)
        }
        observeGauge("process_open_fds", "File descriptors that are open.") {
            Double(ProcessFigures.openDescriptors)
        }
        observeGauge("process_max_fds", "File descriptors that may be open.") {
            Double(ProcessFigures.mostDescriptors)
        }
        let startSeconds = ProcessFigures.startUnixSeconds
        observeGauge("process_start_time_seconds", "When it began, in seconds since 1970.") {
            startSeconds
        }
    }
}

/// Figures of this process. What cannot be read is zero: a missing figure must not cost a scrape.
enum ProcessFigures {
    static var cpuSeconds: Double {
        var usage = rusage()
        guard getrusage(RUSAGE_SELF.rawValue, &usage) == 0 else { return 0 }
        return [usage.ru_utime, usage.ru_stime].reduce(0) { sum, time in
            sum + Double(time.tv_sec) + Double(time.tv_usec) / 1e6
        }
    }

    /// The second number of statm: pages.
    static var residentBytes: Int {
        let fields = read("/proc/self/statm").split(separator: " ")
        return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * sysconf(Int32(_SC_PAGESIZE))
    }

    /// Without `.`, `..` and the one that it takes to look.
    static var openDescriptors: Int {
        guard let folder = opendir("/proc/self/fd") else { return 0 }
        defer { closedir(folder) }
        var count = -3
        while readdir(folder) != nil { count += 1 }
        return max(count, 0)
    }

    static var mostDescriptors: UInt64 {
        var limit = rlimit()
        return getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
            ? UInt64(limit.rlim_cur) : 0
    }

    /// The boot's time and, behind the name in brackets, the 20th number of stat: ticks since then.
    static var startUnixSeconds: Double {
        let boot = read("/proc/stat").split(separator: "\n").first { $0.hasPrefix("btime ") }
        guard let bootSeconds = boot.flatMap({ Double($0.dropFirst(6)) }) else { return 0 }
        let fields = read("/proc/self/stat").split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 19, let ticks = Double(fields[19]) else { return 0 }
        return bootSeconds + ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    private static let mostBytes = 65_536

    /// These files are made by the kernel as they are read, so reading them does not block.
    private static func read(_ path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        while bytes.count < mostBytes {
            var part = [UInt8](repeating: 0, count: 4_096)
            let count = Glibc.read(descriptor, &part, part.count)
            guard count > 0 else { break }
            bytes += part[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
