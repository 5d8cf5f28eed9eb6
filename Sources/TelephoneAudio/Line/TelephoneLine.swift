/// A telephone line under a condition, from the caller's mouth to the voice agent's ear.
///
/// Frames of 20 ms are carried in order; what comes out is a function of (condition, key, sounds,
/// frames so far), the same bits on every machine. Memory does not grow with the call.
public struct TelephoneLine {
    /// What the line does.
    public let condition: LineCondition
    /// Frames carried so far.
    public private(set) var frameCount = 0
    /// Of them, those that did not arrive in time.
    public private(set) var lostFrameCount = 0
    /// Whether the last frame that came out of the network was made up.
    public private(set) var isConcealing = false

    private var stages: [any LineImpairment] = []
    private var codecs: [any FrameCodec] = []
    private var loss: GilbertLoss?
    private var jitter: JitterBuffer?
    private var concealment = LossConcealment()
    private let silence = [Float](repeating: 0, count: TelephoneFrame.sampleCount)

    /// Opens a line.
    ///
    /// - Parameters:
    ///   - condition: What the line does.
    ///   - key: Address of the line's random numbers, such as a word of `RandomStreams` for the
    ///     caller and the attempt. Equal keys give equal lines.
    ///   - sounds: Recordings that the condition names.
    ///   - gsmFullRate: The codec of that name, of this line alone; nil where it is not installed.
    /// - Throws: What the condition needs and the line is not given.
    public init(
        _ condition: LineCondition, key: UInt64, sounds: LineSounds = LineSounds(),
        gsmFullRate: (any FrameCodec)? = nil
    ) throws(LineError) {
        try condition.checkRanges()
        self.condition = condition
        func random(_ part: LineRandom.Part) -> LineRandom { LineRandom(key: key, part: part) }
        if let setting = condition.muffling {
            stages.append(MufflingStage(setting, random: random(.muffling)))
        }
        if let setting = condition.reverberation {
            stages.append(ReverberationStage(setting, random: random(.reverberation)))
        }
        if let setting = condition.echo {
            stages.append(EchoStage(setting, random: random(.echo)))
        }
        for (place, setting) in condition.noises.enumerated() {
            stages.append(try NoiseStage(setting, place: place, key: key, sounds: sounds))
        }
        if let setting = condition.bursts, setting.perMinute > 0 {
            stages.append(try BurstStage(setting, random: random(.bursts), sounds: sounds))
        }
        if let setting = condition.clipping { stages.append(HardClipping(setting)) }
        if let setting = condition.gainDrift {
            stages.append(GainDriftStage(setting, random: random(.gainDrift)))
        }
        if condition.isBandLimited { stages.append(BandLimit()) }
        for codec in condition.codecs {
            switch codec {
            case .companded(let law): codecs.append(law)
            case .gsmFullRate:
                guard let gsmFullRate else { throw .missingCodec(name: "GSM full rate") }
                codecs.append(gsmFullRate)
            }
        }
        loss = condition.loss.map { GilbertLoss($0, key: key) }
        jitter = condition.jitter.map { JitterBuffer($0, key: key) }
    }

    /// Seconds by which the line's buffer holds sound back, beside filters of below 2 ms.
    public var delaySeconds: Double {
        Double(condition.jitter?.bufferFrames ?? 0) * TelephoneFrame.seconds
    }

    /// Carries the next frame.
    ///
    /// - Parameters:
    ///   - frame: What the caller says, 160 samples at 8 kHz, full scale from -1 to 1.
    ///   - farEnd: What the caller hears at the same time, 160 samples, or none for silence.
    /// - Returns: What the voice agent hears, 160 samples within full scale.
    public mutating func carry(_ frame: [Float], farEnd: [Float] = []) -> [Float] {
        precondition(
            frame.count == TelephoneFrame.sampleCount
                && (farEnd.isEmpty || farEnd.count == frame.count),
            "a frame of the line has \(TelephoneFrame.sampleCount) samples")
        var sound = frame
        let far = farEnd.isEmpty ? silence : farEnd
        for place in stages.indices { stages[place].apply(to: &sound, farEnd: far) }
        for place in codecs.indices { sound = codecs[place].passed(sound) }
        frameCount += 1
        // Both are drawn for every frame, so that one does not move the other's numbers.
        let isLost = loss?.next() ?? false
        let isLate = jitter?.isLate() ?? false
        isConcealing = isLost || isLate
        if loss != nil || jitter != nil {
            if isConcealing { lostFrameCount += 1 }
            sound =
                isConcealing
                ? concealment.lost(count: sound.count) : concealment.arrived(sound)
        }
        sound = jitter?.delayed(sound) ?? sound
        return sound
    }

    /// Carries a whole sound, filled with silence to whole frames.
    ///
    /// - Parameters:
    ///   - clip: What the caller says, at 8 kHz.
    ///   - farEnd: What the caller hears meanwhile, at 8 kHz; silence after its end.
    /// - Returns: What the voice agent hears, as long as the clip (the buffer's delay included).
    public mutating func carry(clip: AudioClip, farEnd: AudioClip? = nil) -> AudioClip {
        precondition(
            clip.sampleRate == TelephoneFrame.sampleRate
                && (farEnd?.sampleRate ?? clip.sampleRate) == clip.sampleRate,
            "a line carries sound of 8 kHz")
        var output: [Float] = []
        output.reserveCapacity(clip.samples.count + TelephoneFrame.sampleCount)
        for start in stride(from: 0, to: clip.samples.count, by: TelephoneFrame.sampleCount) {
            let far = farEnd.map { Self.frame(of: $0.samples, from: start) } ?? []
            output += carry(Self.frame(of: clip.samples, from: start), farEnd: far)
        }
        output.removeLast(output.count - clip.samples.count)
        return AudioClip(samples: output, sampleRate: clip.sampleRate)
    }

    /// Samples of a frame; silence beyond the end.
    private static func frame(of samples: [Float], from start: Int) -> [Float] {
        let end = min(samples.count, start + TelephoneFrame.sampleCount)
        var frame = start < end ? Array(samples[start..<end]) : []
        frame.append(
            contentsOf: repeatElement(0, count: TelephoneFrame.sampleCount - frame.count))
        return frame
    }
}
