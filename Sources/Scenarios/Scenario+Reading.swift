import DecodeBank
public import DialogueModels
import ModelReading
import TwinPrimitives

extension Scenario {
    /// Reads and validates a scenario file; data files it names lie relative to it.
    ///
    /// - Parameters:
    ///   - path: Path of the YAML file.
    ///   - classifiers: Where the trained understanding of its dialogues is kept for later programs;
    ///     nil trains anew.
    ///   - sound: Makes sound for pools at fidelity audio; without it such a pool is refused.
    /// - Throws: What is wrong first, with its line.
    public init(
        path: String, classifiers: TrainedClassifiers? = nil, sound: (any PoolSoundMaker)? = nil
    ) throws(ScenarioError) {
        self = try typed {
            try Self.decoded(
                ScenarioSource(
                    file: ModelFile(path: path), classifiers: classifiers, sound: sound))
        }
    }

    /// Reads and validates a scenario text.
    ///
    /// - Parameters:
    ///   - text: YAML.
    ///   - path: Path for messages and for data files relative to it.
    ///   - sound: Makes sound for pools at fidelity audio; without it such a pool is refused.
    /// - Throws: What is wrong first, with its line.
    public init(
        text: String, path: String, sound: (any PoolSoundMaker)? = nil
    ) throws(ScenarioError) {
        self = try typed {
            try Self.decoded(
                ScenarioSource(file: ModelFile(text: text, path: path), sound: sound))
        }
    }

    private static func decoded(_ source: ScenarioSource) throws -> Scenario {
        try ScenarioDecoder.scenario(source, checksAxes: true)
    }

    /// This scenario with another value at one place, for sweeps.
    ///
    /// Any single value of the file can be varied: keys are joined by dots and elements of lists go
    /// by their names, as in `voiceAgents.voice.latency.tailScale`. A key that the file leaves out
    /// and the language knows is added. With another fidelity of a pool go the files that only ears of
    /// the old one hear by (`bank`, `channels`). The whole scenario is validated again.
    ///
    /// - Parameters:
    ///   - path: Path of the value.
    ///   - value: The value as it would be written in the file, with its unit.
    /// - Returns: The changed scenario.
    /// - Throws: `variation` with what is wrong with the path or the value.
    public func varying(path: String, to value: String) throws(ScenarioError) -> Scenario {
        try varied(path, to: value)
    }

    /// Refuses the results of runs whose banks of decodes lacked too many of the utterances, or whose
    /// sound failed.
    ///
    /// Of runs of this scenario and of the variations made from it; to be asked after them.
    ///
    /// - Throws: `invalid` when more than 1 % of the utterances of a pool were not in its bank,
    ///   `unavailable` when sound could not be made or heard.
    public func checkCoverage() throws(ScenarioError) {
        do throws(DecodeBankError) {
            try source.tables.checkCoverage()
        } catch {
            throw .invalid(location: SourceLocation(path: path, line: 1), what: error.problem)
        }
        if let failure = source.tables.soundFailure {
            throw .unavailable(location: SourceLocation(path: path, line: 1), what: failure)
        }
    }

    /// The calls that the bank of decodes was built of by which a pool hears: those that it lacks nothing of.
    ///
    /// - Returns: The calls; nil where no pool hears by a bank, or the bank does not say.
    /// - Throws: `invalid` with what is wrong with the bank.
    public func callsOfBank() throws(ScenarioError) -> CallsOfBank? {
        do throws(DecodeBankError) {
            return try source.tables.callsOfBank().map {
                CallsOfBank(count: $0.calls, seed: $0.seed)
            }
        } catch {
            throw .invalid(location: SourceLocation(path: path, line: 1), what: error.problem)
        }
    }

    /// Utterances of sessions at fidelity `bank` that were looked up so far, and those of them that no bank
    /// had: they were heard through its channel of words.
    ///
    /// Of runs of this scenario and of the variations made from it; to be asked after them.
    public var bankLookups: (all: Int, missed: Int) { source.tables.bankLookups }

    /// Every single value of the file with its path, in the order of the file.
    ///
    /// Each path is one that `varying(path:to:)` takes.
    public var writtenValues: [(path: String, value: String)] {
        source.file.root.singleValues.map { ($0.path, $0.value) }
    }

    /// What determines the runs of this scenario, as text: equal texts give equal runs.
    ///
    /// One line `path=value` for each single value outside `project`, then the numbers of the data
    /// files. Comments and layout do not count; `60min` and `1h`
    /// differ.
    public var canonicalText: String {
        func escaped(_ text: String) -> String {
            text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        }
        var lines = writtenValues.filter {
            !$0.path.hasPrefix("project.") && !$0.path.hasPrefix("published.")
        }.map {
            escaped($0.path) + "=" + escaped($0.value)
        }
        lines += source.tables.canonicalLines
        return lines.joined(separator: "\n") + "\n"
    }

    func varied(_ path: String, to value: String) throws(ScenarioError) -> Scenario {
        do {
            var source = source
            source.file.root = try source.file.root.replacing(
                path, with: value, table: ScenarioLanguage.root)
            if path.hasSuffix(".\(ScenarioLanguage.voicePool.tag)") {
                source.file.root = ScenarioLanguage.withoutFilesOfOtherEars(source.file.root)
            }
            return try ScenarioDecoder.scenario(source, checksAxes: false)
        } catch let error as ModelReadingError {
            throw .variation(path: path, value: value, what: error.problem)
        } catch let error as ScenarioError {
            throw .variation(path: path, value: value, what: error.problem)
        } catch {
            preconditionFailure("reading throws its own errors only")
        }
    }
}

/// The first calls of one seed, of contact type 0 at first attempt, that a bank of decodes was built of.
public struct CallsOfBank: Hashable, Sendable {
    /// How many.
    public let count: Int
    /// Their seed; the replication is 0.
    public let seed: UInt64
}

/// The JSON Schema of the scenario language, for editors.
public enum ScenarioSchema {
    /// The schema as JSON text, generated from the tables that decode scenarios.
    public static func json() -> String {
        JSONSchema.text(
            ScenarioLanguage.root,
            title: "Calltwin scenario, language version \(ScenarioLanguage.version)")
    }
}

/// Narrows the errors of decoding to the two enums that it throws.
private func typed<Value>(_ body: () throws -> Value) throws(ScenarioError) -> Value {
    do {
        return try body()
    } catch let error as ModelReadingError {
        throw .reading(error)
    } catch let error as ScenarioError {
        throw error
    } catch {
        preconditionFailure("reading throws its own errors only")
    }
}
