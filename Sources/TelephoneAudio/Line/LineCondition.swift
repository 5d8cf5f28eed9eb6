/// What a telephone line does to a caller's voice: a list of settings, each of which may be absent.
///
/// Order of effects: at the mouth muffling and the room; at the microphone echo, noise, bursts,
/// overload; in the network gain drift, the telephone's band, codecs, lost and late frames with
/// concealment. Levels are in decibels relative to speech of `AudioClip.speechLevel`, measured in
/// the telephone's band.
public struct LineCondition: Hashable, Sendable {
    /// Name for tables and messages.
    public var name: String
    /// The speaker's mouth turned away or covered.
    public var muffling: Muffling?
    /// The room around a speakerphone.
    public var reverberation: Reverberation?
    /// The far end's voice coming back.
    public var echo: Echo?
    /// Sounds that last.
    public var noises: [Noise] = []
    /// Sounds that come and go.
    public var bursts: Bursts?
    /// Overload of the microphone.
    public var clipping: Clipping?
    /// Slow change of level.
    public var gainDrift: GainDrift?
    /// Whether only 300 to 3400 Hz pass (fourth-order Butterworth at each side).
    public var isBandLimited = true
    /// Codings in the order in which the sound passes through them.
    public var codecs: [Codec] = [.companded(.muLaw)]
    /// Lost frames.
    public var loss: Loss?
    /// Late frames.
    public var jitter: Jitter?

    /// A line of G.711 mu-law in the telephone's band, and nothing else.
    public init(name: String) { self.name = name }

    /// Loss of the voice's high tones.
    public struct Muffling: Hashable, Sendable {
        /// Corner of a fourth-order low pass, in hertz, from 100 to 3900.
        public var cornerHertz: Double
        /// Episodes per minute (a Poisson process); nil when it lasts all the time.
        public var episodesPerMinute: Double?
        /// Length of an episode in seconds, without its ramps.
        public var episodeSeconds: Double
        /// Length of the cross-fade at either end, in seconds.
        public var rampSeconds: Double

        /// Stores settings.
        public init(
            cornerHertz: Double, episodesPerMinute: Double? = nil, episodeSeconds: Double = 0.5,
            rampSeconds: Double = 0.1
        ) {
            self.cornerHertz = cornerHertz
            self.episodesPerMinute = episodesPerMinute
            self.episodeSeconds = episodeSeconds
            self.rampSeconds = rampSeconds
        }
    }

    /// A room, as exponentially decaying noise after the direct sound.
    public struct Reverberation: Hashable, Sendable {
        /// Seconds in which the reverberation falls by 60 dB, above 0 and at most 1.
        public var decaySeconds: Double
        /// Energy of the direct sound against that of the reverberation, in decibels.
        public var directDecibels: Double

        /// Stores settings.
        public init(decaySeconds: Double, directDecibels: Double) {
            self.decaySeconds = decaySeconds
            self.directDecibels = directDecibels
        }
    }

    /// An echo of the far end, through a short room.
    public struct Echo: Hashable, Sendable {
        /// Seconds from the far end's sound to its echo, at most 1.
        public var delaySeconds: Double
        /// Energy of the far end's sound against that of its echo, in decibels.
        public var lossDecibels: Double

        /// Stores settings.
        public init(delaySeconds: Double, lossDecibels: Double) {
            self.delaySeconds = delaySeconds
            self.lossDecibels = lossDecibels
        }
    }

    /// A sound that lasts.
    public struct Noise: Hashable, Sendable {
        /// Where noise comes from.
        public enum Source: Hashable, Sendable {
            /// Gaussian, equal power per hertz.
            case white
            /// Gaussian, equal power per octave from 20 Hz on.
            case pink
            /// Mains: a tone of so many hertz and its first 20 harmonics, amplitudes 1 / k.
            case hum(hertz: Int)
            /// So many people talking at once.
            case babble(talkers: Int)
            /// A recording, repeated.
            case sound(String)
        }

        /// Where it comes from.
        public var source: Source
        /// Level of speech against that of the noise, in decibels, both in the telephone's band.
        public var ratioDecibels: Double
        /// Standard deviation of the level's slow change, in decibels.
        public var driftDecibels: Double
        /// Whether a recording is of voices: recognisers err otherwise in speech than in noise.
        public var isOfVoices: Bool

        /// Stores settings.
        public init(
            _ source: Source, ratioDecibels: Double, driftDecibels: Double = 0,
            isOfVoices: Bool = false
        ) {
            self.source = source
            self.ratioDecibels = ratioDecibels
            self.driftDecibels = driftDecibels
            self.isOfVoices = isOfVoices
        }
    }

    /// Recorded sounds that come at random times (a Poisson process), each once from its start.
    public struct Bursts: Hashable, Sendable {
        /// Mean number per minute.
        public var perMinute: Double
        /// Level of speech against that of the sound, in decibels: least of a uniform law.
        public var leastRatioDecibels: Double
        /// Greatest of that law.
        public var greatestRatioDecibels: Double
        /// Names of the sounds; each is as likely.
        public var sounds: [String]

        /// Stores settings.
        public init(
            perMinute: Double, leastRatioDecibels: Double, greatestRatioDecibels: Double,
            sounds: [String]
        ) {
            self.perMinute = perMinute
            self.leastRatioDecibels = leastRatioDecibels
            self.greatestRatioDecibels = greatestRatioDecibels
            self.sounds = sounds
        }
    }

    /// Overload: too much gain, and a limit.
    public struct Clipping: Hashable, Sendable {
        /// Gain as a ratio of amplitudes.
        public var gain: Double
        /// Greatest amplitude after it, from 0 to 1.
        public var limit: Double

        /// Stores settings.
        public init(gain: Double, limit: Double) {
            self.gain = gain
            self.limit = limit
        }
    }

    /// Slow change of level: a Gaussian process with exponentially falling correlation.
    public struct GainDrift: Hashable, Sendable {
        /// Standard deviation in decibels.
        public var decibels: Double
        /// Seconds after which the correlation is 1 / e.
        public var correlationSeconds: Double

        /// Stores settings.
        public init(decibels: Double, correlationSeconds: Double = 5) {
            self.decibels = decibels
            self.correlationSeconds = correlationSeconds
        }
    }

    /// A coding that the sound passes through.
    public enum Codec: Hashable, Sendable {
        /// G.711.
        case companded(G711)
        /// GSM 06.10 full rate, which the caller of the line provides.
        case gsmFullRate
    }

    /// Frames lost in bursts: the model of Gilbert (1960), as Elliott (1963) uses it.
    public struct Loss: Hashable, Sendable {
        /// Share of frames lost, from 0 to below 1.
        public var share: Double
        /// Mean number of frames lost in a row, at least 1.
        public var meanBurstFrames: Double

        /// Stores settings.
        public init(share: Double, meanBurstFrames: Double) {
            self.share = share
            self.meanBurstFrames = meanBurstFrames
        }
    }

    /// A buffer that waits for late frames; later ones are lost.
    public struct Jitter: Hashable, Sendable {
        /// Mean of a frame's extra delay in seconds; the law is exponential.
        public var meanSeconds: Double
        /// Frames for which the buffer holds sound back, at most 50.
        public var bufferFrames: Int

        /// Stores settings.
        public init(meanSeconds: Double, bufferFrames: Int) {
            self.meanSeconds = meanSeconds
            self.bufferFrames = bufferFrames
        }
    }
}
