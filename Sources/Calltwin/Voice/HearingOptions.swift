import ArgumentParser
import VoiceStudies

/// Which recogniser hears, and by what.
struct HearingOptions: ParsableArguments {
    @Option(help: "Who hears in sound: pocketsphinx, moonshine or both.")
    var recognizer = Usual.recognizer

    @Option(help: "Folder with features and calibrations of recognisers.")
    var hearing = Usual.sound.hearing

    @Option(help: "File of labelled utterances that widens the language of open questions.")
    var background = Usual.sound.background

    /// Options that say something else than when they are left out.
    var given: [String] {
        let usual: [(option: String, isUsual: Bool)] = [
            ("--recognizer", recognizer == Usual.recognizer),
            ("--hearing", hearing == Usual.sound.hearing),
            ("--background", background == Usual.sound.background),
        ]
        return usual.filter { !$0.isUsual }.map(\.option)
    }

    private enum Usual {
        static let recognizer = "pocketsphinx"
        static let sound = MachineSound()
    }

    /// What makes sound and hears it.
    ///
    /// - Parameter recordings: File of the recordings that lines name.
    /// - Returns: The same, wherever it is asked for.
    func machine(recordings: String = LineChoice.presetRecordings) -> MachineSound {
        var machine = MachineSound()
        machine.recordings = recordings
        machine.hearing = hearing
        machine.background = background
        return machine
    }
}
