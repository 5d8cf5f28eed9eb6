import Foundation
import Testing
import VoiceLibraries

/// Runs a test with a program that is a script, in a folder of its own.
private func withScript(
    _ lines: String, name: String = "program",
    _ body: (_ folder: String, _ path: String) throws -> Void
) throws {
    let manager = FileManager.default
    let place = try manager.url(
        for: .itemReplacementDirectory, in: .userDomainMask,
        appropriateFor: manager.temporaryDirectory, create: true)
    defer { try? manager.removeItem(at: place) }
    let path = place.appendingPathComponent(name)
    try manager.createDirectory(
        at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
    // Written by another process: a file that this one has open for writing, which a program started
    // meanwhile by another test holds for a moment too, cannot be run.
    let writer = Process()
    writer.executableURL = URL(fileURLWithPath: "/bin/sh")
    writer.arguments = [
        "-c", #"printf '#!/bin/sh\n%s\n' "$1" > "$2" && chmod 755 "$2""#, "sh", lines, path.path,
    ]
    try writer.run()
    writer.waitUntilExit()
    try body(place.path, path.path)
}

private func hasEspeak() -> Bool {
    (try? EspeakProcess().speak("yes", voice: "en-us", rate: 1, pitch: 1)) != nil
}

@Suite("programs that speak")
struct SpeakingProgramTests {
    /// Answers as espeak-ng does when asked for its voices.
    private let listing = """
        if [ "$1" = --voices ]; then echo Pty Language; echo 5 en; exit; fi

        """

    @Test("a program that says nothing is ended, and so is one that leaves a silent child")
    func silent() throws {
        for lines in ["exec sleep 1000", "exec >&- 2>&-; exec sleep 1000"] {
            try withScript(lines) { _, path in
                #expect(
                    throws: VoiceLibraryError.refused(
                        library: path, reason: "no output for 1 s, so it was ended")
                ) {
                    try EspeakProcess(program: path, silenceLimitSeconds: 1)
                        .speak("yes", voice: "en", rate: 1, pitch: 1)
                }
            }
        }
    }

    @Test("a program that never ends writing is ended")
    func endless() throws {
        try withScript(listing + "exec cat /dev/zero") { _, path in
            #expect(
                throws: VoiceLibraryError.refused(
                    library: path, reason: "more than 28800000 bytes of sound")
            ) {
                try EspeakProcess(program: path).speak("yes", voice: "en", rate: 1, pitch: 1)
            }
        }
    }

    @Test("a failing program's last words are told")
    func failing() throws {
        try withScript(listing + "echo first >&2; echo no such voice >&2; exit 3") { _, path in
            #expect(
                throws: VoiceLibraryError.refused(
                    library: path, reason: "status 3: no such voice")
            ) {
                try EspeakProcess(program: path).speak("yes", voice: "en", rate: 1, pitch: 1)
            }
        }
    }

    @Test("output that is no sound is refused")
    func noSound() throws {
        try withScript(listing + "echo hello") { _, path in
            #expect(
                throws: VoiceLibraryError.refused(library: path, reason: "no sound was made")
            ) {
                try EspeakProcess(program: path).speak("yes", voice: "en", rate: 1, pitch: 1)
            }
        }
    }

    @Test("a missing program is named with what to install")
    func missing() {
        let error = #expect(throws: VoiceLibraryError.self) {
            try EspeakProcess(program: "espeak-of-no-machine")
                .speak("yes", voice: "en", rate: 1, pitch: 1)
        }
        #expect(error.map { "\($0)" }?.contains("apt-get install espeak-ng") == true)
        let piper = #expect(throws: VoiceLibraryError.self) {
            try PiperProcess(folder: "/nowhere/piper").speak("yes", voice: "joe", rate: 1)
        }
        #expect(piper.map { "\($0)" }?.contains("make voice-models") == true)
    }

    @Test("Piper is told the text as it is, and its samples and rate are read")
    func piper() throws {
        // The program writes its arguments as samples.
        try withScript("printf '%s|' \"$@\"", name: "bin/piper") { folder, _ in
            let model = folder + "/joe.onnx"
            try Data().write(to: URL(fileURLWithPath: model))
            try Data(#"{"audio": {"sample_rate": 22050}}"#.utf8)
                .write(to: URL(fileURLWithPath: model + ".json"))
            let piper = PiperProcess(folder: folder)
            #expect(piper.voices == ["joe"])
            let text = "--debug it's \"$HOME\""
            let speech = try piper.speak(text, voice: "joe", rate: 2)
            let bytes = speech.samples.flatMap {
                [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
            }
            let expected =
                "--model|\(model)|--output-raw|--noise-scale|0|--noise-w-scale|0|"
                + "--length-scale|0.5|--|\(text)|"
            #expect(String(decoding: bytes, as: UTF8.self) == expected.prefix(bytes.count))
            #expect(bytes.count >= expected.utf8.count - 1)
            #expect(speech.sampleRate == 22_050)
            #expect(throws: VoiceLibraryError.missingModel(path: folder + "/amy.onnx")) {
                try piper.speak("yes", voice: "amy", rate: 1)
            }
        }
    }

    @Test("folders follow the user's variables")
    func folders() {
        let plain = VoiceFolders(environment: ["HOME": "/ann"])
        #expect(plain.piper == "/ann/.local/share/calltwin/voices/piper")
        #expect(plain.renderings == "/ann/.cache/calltwin/speech")
        let moved = VoiceFolders(environment: [
            "HOME": "/ann", "XDG_DATA_HOME": "/data", "XDG_CACHE_HOME": "cache",
        ])
        #expect(moved.moonshine == "/data/calltwin/voices/moonshine")
        #expect(moved.renderings == "/ann/.cache/calltwin/speech")
        #expect(VoiceFolders(environment: ["CALLTWIN_VOICES": "/v"]).moonshine == "/v/moonshine")
    }
}

@Suite("espeak-ng", .enabled(if: hasEspeak(), "espeak-ng is not installed"))
struct EspeakTests {
    private func speak(
        _ text: String, voice: String = "en-gb-scotland", rate: Double = 1, pitch: Double = 1
    ) throws -> EngineSpeech {
        try EspeakProcess().speak(text, voice: voice, rate: rate, pitch: pitch)
    }

    @Test("the same call gives the same samples, alone or among others")
    func repeats() async throws {
        let alone = try speak("what is my balance")
        let together = try await withThrowingTaskGroup(of: EngineSpeech.self) { group in
            for _ in 0..<8 { group.addTask { try self.speak("what is my balance") } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(together == Array(repeating: alone, count: 8))
        #expect(alone.sampleRate == 22_050)
        #expect((0.5...3).contains(alone.durationSeconds))
    }

    @Test("rate divides the length")
    func rate() throws {
        let text = "we were away all year in our yellow limousine"
        let plain = try speak(text)
        let quick = try speak(text, rate: 1.4)
        #expect(abs(plain.durationSeconds / quick.durationSeconds / 1.4 - 1) < 0.1)
    }

    @Test("a text that looks like an option is spoken")
    func options() throws {
        #expect(try speak("--version please").durationSeconds > 0.5)
    }

    @Test("unknown voices, and speech beyond the program's scales, are refused")
    func refusals() {
        #expect(throws: VoiceLibraryError.self) { try speak("yes", voice: "en-nowhere") }
        #expect(throws: VoiceLibraryError.self) { try speak("yes", rate: 5) }
        #expect(throws: VoiceLibraryError.self) { try speak("yes", pitch: 3) }
        let long = String(repeating: "a", count: EspeakProcess.byteLimit + 1)
        #expect(throws: VoiceLibraryError.self) { try speak(long) }
    }
}
