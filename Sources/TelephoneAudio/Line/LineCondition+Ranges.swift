extension LineCondition {
    /// Whether every setting is in its range.
    ///
    /// - Throws: `outOfRange` for the first that is not.
    public func checkRanges() throws(LineError) {
        if let muffling {
            try check("muffling.corner", muffling.cornerHertz, 100...3900)
            try check("muffling.rate", muffling.episodesPerMinute ?? 0, 0...600)
            try check("muffling.length", muffling.episodeSeconds, 0...60)
            try check("muffling.ramp", muffling.rampSeconds, 0...10)
        }
        if let reverberation {
            // A response of a second is 8000 products for each sample.
            try check("reverberation.decay", reverberation.decaySeconds, 0.01...1)
            try check("reverberation.direct", reverberation.directDecibels, -30...60)
        }
        if let echo {
            try check("echo.delay", echo.delaySeconds, 0...1)
            try check("echo.loss", echo.lossDecibels, 0...100)
        }
        for noise in noises {
            try check("noise.ratio", noise.ratioDecibels, -30...100)
            try check("noise.drift", noise.driftDecibels, 0...20)
            if case .hum(let hertz) = noise.source {
                try check("noise.hertz", Double(hertz), 10...3400)
            }
            if case .babble(let talkers) = noise.source {
                try check("noise.talkers", Double(talkers), 1...64)
            }
        }
        if let bursts {
            try check("bursts.rate", bursts.perMinute, 0...600)
            try check("bursts.least", bursts.leastRatioDecibels, -30...100)
            try check(
                "bursts.greatest", bursts.greatestRatioDecibels, bursts.leastRatioDecibels...100)
            try check("bursts.sounds", Double(bursts.sounds.count), 1...1000)
        }
        if let clipping {
            try check("clipping.gain", clipping.gain, 0.01...1000)
            try check("clipping.limit", clipping.limit, 0.001...1)
        }
        if let gainDrift {
            try check("gainDrift.deviation", gainDrift.decibels, 0...20)
            try check("gainDrift.correlation", gainDrift.correlationSeconds, 0.1...3600)
        }
        if let loss {
            try check("loss.share", loss.share, 0...0.9)
            // Below this length the chain could not lose so many frames.
            let least = max(1, loss.share / (1 - loss.share))
            try check("loss.burst", loss.meanBurstFrames, least...1000)
        }
        if let jitter {
            try check("jitter.mean", jitter.meanSeconds, 0.0001...10)
            try check("jitter.buffer", Double(jitter.bufferFrames), 0...50)
        }
    }

    private func check(
        _ setting: String, _ value: Double, _ range: ClosedRange<Double>
    ) throws(LineError) {
        guard range.contains(value) else {
            throw .outOfRange(
                setting: "\(name).\(setting)", value: value,
                allowed: "\(range.lowerBound) to \(range.upperBound)")
        }
    }
}
