#ifndef CALLTWIN_MOONSHINE_H
#define CALLTWIN_MOONSHINE_H

#include <stdint.h>
#include <stddef.h>

/* What is used of Moonshine 0.0.49 (libmoonshine.so), found when it is first used. The layout of a
   line differs between versions: calltwin_moonshine_version is the only one that is read. */
enum { calltwin_moonshine_version = 20000 };

typedef struct {
    const char *text;
    const float *sound;
    size_t sample_count;
    float start_seconds;
    float duration_seconds;
    uint64_t number;
    int8_t is_complete, is_updated, is_new, has_changed, has_speaker;
    uint64_t speaker;
    uint32_t speaker_place;
    uint32_t latency_milliseconds;
} calltwin_moonshine_line;

typedef struct {
    const calltwin_moonshine_line *lines;
    uint64_t count;
} calltwin_moonshine_transcript;

typedef struct {
    const char *name;
    const char *value;
} calltwin_moonshine_option;

typedef struct {
    int32_t (*version)(void);
    const char *(*error_text)(int32_t code);
    int32_t (*load)(const char *folder, uint32_t kind, const calltwin_moonshine_option *options,
                    uint64_t count, int32_t version);
    void (*release)(int32_t handle);
    int32_t (*transcribe)(int32_t handle, const float *samples, uint64_t count, int32_t rate,
                          uint32_t flags, const calltwin_moonshine_transcript **transcript);
} calltwin_moonshine_functions;

/* Fills the table from the library at a path; NULL when all is there. Otherwise the name of the
   function that is missing, or "" when the library is. */
const char *calltwin_moonshine_open(const char *path, calltwin_moonshine_functions *functions);

/* Gives pages of freed memory back to the system, where the C library can. */
void calltwin_return_free_memory(void);

#endif
