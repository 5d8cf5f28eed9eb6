/// Calls with the names of shared libraries as C strings, which live as long as the call.
func withLibraryNames<Result>(
    _ names: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>, Int32) -> Result
) -> Result {
    // One block of characters, each name with its terminator.
    var characters: [CChar] = []
    let starts = names.map { name in
        let start = characters.count
        characters += name.utf8CString
        return start
    }
    return characters.withUnsafeBufferPointer { block in
        let pointers = starts.map { start in block.baseAddress.map { $0 + start } }
        return pointers.withUnsafeBufferPointer { list in
            guard let base = list.baseAddress else {
                preconditionFailure("a library has at least one name")
            }
            return body(base, Int32(names.count))
        }
    }
}
