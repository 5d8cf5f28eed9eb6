import DialogueModels
import Foundation
import Glibc

/// What this user's programs keep for the next one; it may be deleted at any time.
enum UserCache {
    /// Trained understanding: `calltwin/understanding` in the user's cache. Nil where the program's own
    /// file cannot be looked at, since it stands for the code that trains.
    static var classifiers: TrainedClassifiers? {
        var file = stat()
        guard stat("/proc/self/exe", &file) == 0 else { return nil }
        let environment = ProcessInfo.processInfo.environment
        // The XDG Base Directory Specification lets relative paths be ignored.
        let cache = environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        let folder = cache ?? (environment["HOME"] ?? NSHomeDirectory()) + "/.cache"
        return TrainedClassifiers(
            folder: folder + "/calltwin/understanding",
            program: "\(file.st_size) \(file.st_mtim.tv_sec).\(file.st_mtim.tv_nsec)")
    }
}
