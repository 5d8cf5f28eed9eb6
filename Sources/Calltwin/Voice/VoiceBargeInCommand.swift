import ArgumentParser
import Conversations
import DialogueEngine
import DialogueModels
import Foundation
import TelephoneAudio
import TwinPrimitives
import VoiceChannel
import VoiceLibraries

/// Measures how prompts give way to who speaks into them.
struct VoiceBargeInCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "barge-in",
        abstract: "Measure how prompts give way to callers who speak into them.",
        discussion: """
            Each trial is a call in which somebody speaks into the greeting: an utterance of the test set \
            (interruption), or an acknowledgement of the model's list (backchannel), by one of four voices \
            at three rates. Shares are of trials; silent means that the prompt stopped, given up that it \
            did not go on.

            Examples:
              calltwin voice barge-in
              calltwin voice barge-in --lines clean,echo --trials 50
            """)

    @Option(help: "Dialogue model whose voice agent is interrupted.")
    var model = ShippedFiles.path("models/dialogue/bank.yaml")

    @Option(help: "Its callers.")
    var callers = ShippedFiles.path("models/callers/bank.yaml")

    @Option(help: "File of utterances that interrupt.")
    var test = ShippedFiles.path("models/voice/testset.tsv")

    @Option(help: "Lines, parted by commas; names as in docs/channel.md, or files (YAML).")
    var lines = "clean,echo,noise20"

    @Option(help: "Trials of each kind over each line.")
    var trials: UInt32 = 200

    @Option(help: "Seed of voices, instants and noise.")
    var seed: UInt64 = 1

    @Option(help: "File of the recordings that lines name.")
    var recordings = LineChoice.presetRecordings

    @Option(help: "Day of the calls, which dates are relative to.")
    var today = "2026-11-25"

    @Flag(help: "Print each trial.")
    var each = false

    @OptionGroup var hearing: HearingOptions

    func validate() throws {
        guard trials >= 1 else { throw ValidationError("--trials \(trials): at least 1") }
        guard CivilDate(today) != nil else {
            throw ValidationError("--today \(today): a date such as 2026-11-25")
        }
    }

    func run() throws {
        guard let day = CivilDate(today) else { return }
        let trained = try DialogueModelFile(path: model).trained()
        let profile = try CallerFile(path: callers).profile(for: trained)
        let source = try hearing.source(of: trained, today: day)
        let folders = VoiceFolders(environment: ProcessInfo.processInfo.environment)
        let synthesizer = CachedSynthesizer.ofThisMachine(folders: folders)
        let said: [BargeInBench.Kind: [String]] = [
            .interruption: BargeInBench.interruptions(
                try TestUtterance.file(test, states: source.language.states.map(\.name)),
                besides: trained.timing.acknowledgements),
            .backchannel: trained.timing.acknowledgements,
        ]
        try StandardOutput.line(
            "line        kind          trials  silent by 0.3 s  by 0.5 s  at all  given up  p50 s  "
                + "p95 s")
        for line in try LineChoice.list(lines, option: "--lines") {
            var provider = SoundLineProvider(
                synthesizer: synthesizer, voices: Self.voices, promptVoice: VoicePanel.agent,
                condition: line.condition,
                sounds: try line.sounds(presets: recordings, synthesizer: synthesizer),
                recognizers: try source.pool(
                    hearing.recognizer, on: ConditionClass(line.condition)),
                state: { StateLanguage.state(for: $0, in: trained) })
            provider.acknowledgements = source.acknowledgements
            let bench = BargeInBench(
                Conversation(
                    reducer: DialogueReducer(
                        model: trained, streams: RandomStreams(seed: seed, replication: 0)),
                    profile: BargeInBench.patient(profile),
                    mouth: VoiceMouth(synthesizer: synthesizer, voice: VoicePanel.agent),
                    line: provider), today: day)
            for kind in BargeInBench.Kind.allCases {
                try measure(bench, kind, said[kind] ?? [], over: line)
            }
        }
    }

    private func measure(
        _ bench: BargeInBench, _ kind: BargeInBench.Kind, _ texts: [String],
        over line: LineChoice
    ) throws {
        guard !texts.isEmpty else { return }
        var all = InteractionTimes.Overlaps()
        for number in 0..<trials {
            let found = try bench.run(number..<number + 1, saying: texts, as: kind)
            all.add(found)
            guard each else { continue }
            let time = found.silencedSeconds.first.map { String(format: "%.3f", $0) } ?? "-"
            let end = found.resumedSeconds.isEmpty ? "" : ", went on"
            try StandardOutput.line(
                "\(kind.rawValue) \(number) \(time)\(end): \(texts[Int(number) % texts.count])")
        }
        try StandardOutput.line(Self.row(all, kind, over: line.condition.name))
    }

    private static func row(
        _ found: InteractionTimes.Overlaps, _ kind: BargeInBench.Kind, over line: String
    ) -> String {
        func percent(_ count: Int) -> String {
            String(format: "%.1f %%", 100 * Double(count) / Double(max(found.count, 1)))
        }
        func seconds(_ share: Double) -> String {
            InteractionTimes.quantile(share, of: found.silencedSeconds)
                .map { String(format: "%.2f", $0) } ?? "-"
        }
        let columns = [
            (String(found.count), 6), (percent(found.silencedSoon), 17),
            (percent(found.silencedSeconds.count { $0 <= 0.5 }), 10),
            (percent(found.silencedSeconds.count), 8), (percent(found.cut), 10),
            (seconds(0.5), 7), (seconds(0.95), 7),
        ]
        let name = line.padding(toLength: 12, withPad: " ", startingAt: 0)
        let title = kind.rawValue.padding(toLength: 14, withPad: " ", startingAt: 0)
        return name + title
            + columns.map { String(repeating: " ", count: max(0, $0.1 - $0.0.count)) + $0.0 }
            .joined()
    }

    /// Voices that the network of acknowledgements was not fitted to.
    private static let voices = VoicePanel(
        VoicePanel.standard.members.filter { $0.engine == .flite })
}
