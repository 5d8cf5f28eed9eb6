import CVoiceLibraries
import Glibc

/// A program that is run to its end, for what it writes.
///
/// It never hangs its caller: a program that is silent for too long, or writes too much, is killed by
/// its own process id.
struct ChildProcess {
    /// What can go wrong.
    enum Failure: Error, Hashable {
        /// No such program.
        case notFound
        /// It wrote nothing for this long.
        case silent(seconds: Int)
        /// It wrote more than this.
        case tooMuch(bytes: Int)
        /// It ended with another status than 0, or by a signal; the last it said.
        case failed(status: Int32, message: String)
    }

    /// Path of the program, or its name, which is looked for where the shell does.
    let program: String
    /// Longest time without output, in seconds.
    var silenceLimitSeconds = 30
    /// Most bytes of output: five minutes of 16-bit sound at 48 kHz.
    var byteLimit = 28_800_000

    /// Runs the program with nothing on its standard input.
    ///
    /// - Parameter arguments: Arguments without the program's name.
    /// - Returns: What it wrote on standard output.
    /// - Throws: `Failure` when it does not run to a good end.
    func output(_ arguments: [String]) throws(Failure) -> [UInt8] {
        let output = try Pipe()
        let errors = try Pipe()
        let process = try spawn(arguments, output: output.writing, errors: errors.writing)
        output.closeWriting()
        errors.closeWriting()
        let read: (output: [UInt8], errors: [UInt8])
        do {
            read = try drain(output: output.reading, errors: errors.reading)
        } catch {
            kill(process, SIGKILL)
            var status: Int32 = 0
            waitpid(process, &status, 0)
            throw error
        }
        let status = try end(of: process)
        guard status == 0 else {
            let lines = String(decoding: read.errors, as: UTF8.self).split(separator: "\n")
            throw .failed(status: status, message: lines.last.map(String.init) ?? "")
        }
        return read.output
    }

    /// A pipe from a program; no other program that is started meanwhile holds its ends.
    private final class Pipe {
        private(set) var reading: Int32 = -1
        private(set) var writing: Int32 = -1

        init() throws(Failure) {
            let code = calltwin_open_pipe(&reading, &writing)
            guard code == 0 else {
                throw .failed(status: code, message: String(cString: strerror(code)))
            }
        }

        /// Leaves the program as the only writer, so that its end is seen.
        func closeWriting() {
            close(writing)
            writing = -1
        }

        deinit {
            if reading >= 0 { close(reading) }
            if writing >= 0 { close(writing) }
        }
    }

    private func spawn(
        _ arguments: [String], output: Int32, errors: Int32
    ) throws(Failure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors, 2)
        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
        defer { for word in words { free(word) } }
        words.append(nil)
        var process: pid_t = 0
        let code = posix_spawnp(&process, program, &actions, nil, words, environ)
        if code == ENOENT { throw .notFound }
        guard code == 0 else {
            throw .failed(status: code, message: String(cString: strerror(code)))
        }
        return process
    }

    /// Reads both streams until the program has closed them.
    private func drain(
        output: Int32, errors: Int32
    ) throws(Failure) -> (output: [UInt8], errors: [UInt8]) {
        var read: [[UInt8]] = [[], []]
        var sources = [output, errors].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while sources.contains(where: { $0.fd >= 0 }) {
            let ready = poll(&sources, nfds_t(sources.count), Int32(silenceLimitSeconds) * 1000)
            if ready < 0 && errno == EINTR { continue }
            guard ready > 0 else { throw .silent(seconds: silenceLimitSeconds) }
            for index in sources.indices where sources[index].revents != 0 {
                let count = Glibc.read(sources[index].fd, &buffer, buffer.count)
                if count < 0 && errno == EINTR { continue }
                if count <= 0 { sources[index].fd = -1 }
                read[index].append(contentsOf: buffer.prefix(max(0, count)))
                guard read[index].count <= byteLimit else { throw .tooMuch(bytes: byteLimit) }
            }
        }
        return (read[0], read[1])
    }

    /// Waits for a program that has closed its streams, in steps of 10 ms.
    private func end(of process: pid_t) throws(Failure) -> Int32 {
        var status: Int32 = 0
        for _ in 0..<silenceLimitSeconds * 100 {
            let ended = waitpid(process, &status, WNOHANG)
            if ended == process || (ended < 0 && errno != EINTR) {
                return status & 0x7F == 0 ? status >> 8 & 0xFF : status
            }
            poll(nil, 0, 10)
        }
        kill(process, SIGKILL)
        waitpid(process, &status, 0)
        throw .silent(seconds: silenceLimitSeconds)
    }
}

extension VoiceLibraryError {
    /// What a program's failure means for who wanted speech.
    init(_ failure: ChildProcess.Failure, program: String, missing: VoiceLibraryError) {
        switch failure {
        case .notFound: self = missing
        case .silent(let seconds):
            self = .refused(library: program, reason: "no output for \(seconds) s, so it was ended")
        case .tooMuch(let bytes):
            self = .refused(library: program, reason: "more than \(bytes) bytes of sound")
        case .failed(let status, let message):
            self = .refused(library: program, reason: "status \(status): \(message)")
        }
    }
}
