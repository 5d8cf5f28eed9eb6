/// What coding and decoding does to sound.
public protocol FrameCodec {
    /// Codes a frame and decodes it again.
    ///
    /// Frames come in order; a codec may keep what it knows of earlier ones.
    ///
    /// - Parameter frame: Samples of 20 ms at 8 kHz, full scale from -1 to 1.
    /// - Returns: As many samples as heard at the other end.
    mutating func passed(_ frame: [Float]) -> [Float]
}
