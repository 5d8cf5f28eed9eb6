import Testing
import TwinPrimitives

/// A function, an argument, and the exact bits of the result.
private struct Golden {
    let name: String
    let argument: Double
    let bits: UInt64

    init(_ name: String, _ argument: Double, _ bits: UInt64) {
        self.name = name
        self.argument = argument
        self.bits = bits
    }
}

@Suite("the bits of the portable functions are part of the meaning of a log")
struct GoldenBitsTests {
    /// A difference means that recorded runs no longer replay: raise the behaviour version.
    private static let golden: [Golden] = [
        Golden("exp", 0.1, 0x3FF1AEC7B35A00D4),
        Golden("exp", -0.7, 0x3FDFC80DB9DD5542),
        Golden("exp", 1.0, 0x4005BF0A8B14576A),
        Golden("exp", -3.3, 0x3FA2E259BB85BE85),
        Golden("exp", 25.5, 0x423BA4068AAC2B6E),
        Golden("exp", -40.25, 0x3C4E84430D66E9FB),
        Golden("exp", 300.1, 0x5AFEF839024B01D6),
        Golden("exp", -700.9, 0xBC26506FA277CB),
        Golden("exp", -720.5, 0x5CF08FFF0),
        Golden("expm1", 1e-09, 0x3E112E0BE84BBB51),
        Golden("expm1", -0.02, 0xBF9446CC8A427492),
        Golden("expm1", 0.3, 0x3FD6641632306A56),
        Golden("expm1", -5.5, 0xBFEFDE856B4A6B12),
        Golden("expm1", 12.25, 0x410982A24F9AEC90),
        Golden("log", 0.1, 0xC0026BB1BBB55515),
        Golden("log", 0.5000001, 0xBFE62E42939A7039),
        Golden("log", 0.999, 0xBF5064670D979B73),
        Golden("log", 1.0001, 0x3F1A368D0657FCD4),
        Golden("log", 1.9, 0x3FE48A11293D785B),
        Golden("log", 7.5, 0x40001E85798EB9A3),
        Golden("log", 1e-300, 0xC085963447F87FB5),
        Golden("log", 3e+200, 0x407CD9D99FC601F5),
        Golden("log", 0x1p-1060, 0xC086F5E359F105F9),
        Golden("log1p", 1e-09, 0x3E112E0BE801F1D9),
        Golden("log1p", -0.02, 0xBF94B004BCE0ABF2),
        Golden("log1p", 0.7, 0x3FE0FAE81914A991),
        Golden("log1p", -0.999, 0xC01BA18A998FFF9F),
        Golden("log1p", 12.25, 0x4004AC06E8A51FB3),
        Golden("pow(1.3)", 0.01, 0x3F6493CEC2631F18),
        Golden("pow(1.3)", 0.9, 0x3FEBE76765499C1E),
        Golden("pow(1.3)", 1.7, 0x3FFFE4C32630D4D8),
        Golden("pow(1.3)", 333.25, 0x409DBED8E64E28D8),
        Golden("pow(-61.7)", 0.01, 0x598E660245358792),
        Golden("pow(-61.7)", 0.9, 0x4084CD17ACD73A5A),
        Golden("pow(-61.7)", 1.7, 0x3CFB37E3DC1C7C03),
        Golden("pow(-61.7)", 333.25, 0x1F9E63FD06160DFB),
        Golden("normalCDF", -30.5, 0x159A24FF9FA77826),
        Golden("normalCDF", -4.25, 0x3EE66A5BCBF244E7),
        Golden("normalCDF", -1.1, 0x3FC15D8167788EBF),
        Golden("normalCDF", 0.3, 0x3FE3C5EE2CC40B79),
        Golden("normalCDF", 2.2, 0x3FEF8E1A5B741785),
        Golden("inverseNormal", 1e-200, 0xC03E34A1D1F58AE0),
        Golden("inverseNormal", 1e-09, 0xC017FDC11F44B5A7),
        Golden("inverseNormal", 0.03, 0xBFFE17BB09D89140),
        Golden("inverseNormal", 0.3, 0xBFE0C7E39582C5FB),
        Golden("inverseNormal", 0.6, 0x3FD036D6C4A04B59),
        Golden("inverseNormal", 0.99, 0x40029C5C4630FF0E),
        Golden("logGamma", 0.01, 0x401265DE0D9B33C2),
        Golden("logGamma", 1.5, 0xBFBEEB95B094C200),
        Golden("logGamma", 4.75, 0x400677F44ABA1AD8),
        Golden("logGamma", 33.3, 0x4054A6A3683BC20B),
        Golden("gammaP(0.4)", 0.01, 0x3FC6CC9388380B03),
        Golden("gammaP(0.4)", 0.8, 0x3FEAEB7B5CBE77CA),
        Golden("gammaP(0.4)", 5.0, 0x3FEFF769EE803FB7),
        Golden("gammaQ(40)", 20.0, 0x3FEFFF906D615890),
        Golden("gammaQ(40)", 41.5, 0x3FD8C6834F892501),
        Golden("gammaQ(40)", 70.0, 0x3F0442173237003A),
        Golden("inverseGamma(0.4)", 0.001, 0x3E592DB997D288D9),
        Golden("inverseGamma(0.4)", 0.5, 0x3FC291EBA8DC8B7A),
        Golden("inverseGamma(0.4)", 0.99, 0x40080032B8D92BB8),
        Golden("inverseGamma(40)", 0.001, 0x4037428B4B60E04C),
        Golden("inverseGamma(40)", 0.5, 0x4043D565A9BEF8FB),
        Golden("inverseGamma(40)", 0.99, 0x404C150AEFC8762B),
    ]

    private static let functions: [String: @Sendable (Double) -> Double] = [
        "exp": { PortableMath.exp($0) },
        "expm1": { PortableMath.expm1($0) },
        "log": { PortableMath.log($0) },
        "log1p": { PortableMath.log1p($0) },
        "pow(1.3)": { PortableMath.pow($0, 1.3) },
        "pow(-61.7)": { PortableMath.pow($0, -61.7) },
        "normalCDF": { PortableMath.normalCDF($0) },
        "inverseNormal": { PortableMath.inverseNormal($0) },
        "logGamma": { PortableMath.logGamma($0) },
        "gammaP(0.4)": { PortableMath.incompleteGammaP(0.4, $0) },
        "gammaQ(40)": { PortableMath.incompleteGammaQ(40, $0) },
        "inverseGamma(0.4)": { PortableMath.inverseIncompleteGamma(0.4, $0) },
        "inverseGamma(40)": { PortableMath.inverseIncompleteGamma(40, $0) },
    ]

    @Test("each result has its bits")
    func bits() throws {
        for golden in Self.golden {
            let function = try #require(Self.functions[golden.name])
            let value = function(golden.argument)
            #expect(
                value.bitPattern == golden.bits, "\(golden.name) of \(golden.argument): \(value)")
        }
    }
}
