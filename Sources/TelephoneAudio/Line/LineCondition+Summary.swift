extension LineCondition {
    /// The settings in one line, such as `noise pink at 20 dB; mulaw`; full band is said, the
    /// telephone's is not.
    public var summary: String {
        var parts: [String] = []
        if let muffling {
            var text = "muffled above \(plain(muffling.cornerHertz)) Hz"
            if let rate = muffling.episodesPerMinute {
                text += ", \(plain(rate)) per minute for \(plain(muffling.episodeSeconds)) s"
            }
            parts.append(text)
        }
        if let reverberation {
            parts.append(
                "room \(plain(reverberation.decaySeconds)) s, direct "
                    + "\(plain(reverberation.directDecibels)) dB")
        }
        if let echo {
            parts.append(
                "echo after \(plain(echo.delaySeconds)) s, loss \(plain(echo.lossDecibels)) dB")
        }
        parts += noises.map { noise in
            "noise \(noise.source.words) at \(plain(noise.ratioDecibels)) dB"
                + (noise.driftDecibels > 0 ? ", drift \(plain(noise.driftDecibels)) dB" : "")
        }
        if let bursts {
            parts.append(
                "bursts \(plain(bursts.perMinute)) per minute, "
                    + "\(plain(bursts.leastRatioDecibels)) to "
                    + "\(plain(bursts.greatestRatioDecibels)) dB")
        }
        if let clipping {
            parts.append("gain \(plain(clipping.gain)), clipped at \(plain(clipping.limit))")
        }
        if let gainDrift {
            parts.append(
                "gain drift \(plain(gainDrift.decibels)) dB over "
                    + "\(plain(gainDrift.correlationSeconds)) s")
        }
        if !isBandLimited { parts.append("full band") }
        parts += codecs.map(\.words)
        if let loss {
            parts.append(
                "loss \(plain((loss.share * 1e6).rounded() / 1e4)) % in bursts of "
                    + "\(plain(loss.meanBurstFrames)) frames")
        }
        if let jitter {
            parts.append(
                "jitter \(plain(jitter.meanSeconds)) s, buffer of \(jitter.bufferFrames) frames")
        }
        return parts.joined(separator: "; ")
    }
}

extension LineCondition.Codec {
    fileprivate var words: String {
        switch self {
        case .companded(.muLaw): "mulaw"
        case .companded(.aLaw): "alaw"
        case .gsmFullRate: "gsm"
        }
    }
}

extension LineCondition.Noise.Source {
    fileprivate var words: String {
        switch self {
        case .white: "white"
        case .pink: "pink"
        case .hum(let hertz): "hum of \(hertz) Hz"
        case .babble(let talkers): "babble of \(talkers)"
        case .sound(let name): name
        }
    }
}

/// A number without a needless fraction.
private func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e9 ? String(Int(value)) : String(value)
}
