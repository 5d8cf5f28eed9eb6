#include "include/moonshine.h"

#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "include/open_library.h"

const char *calltwin_moonshine_open(const char *path, calltwin_moonshine_functions *functions) {
    void *library = calltwin_open_library(&path, 1);
    if (library == NULL) return "";
    const struct {
        const char *name;
        void **place;
    } wanted[] = {
        {"moonshine_get_version", (void **)&functions->version},
        {"moonshine_error_to_string", (void **)&functions->error_text},
        {"moonshine_load_transcriber_from_files", (void **)&functions->load},
        {"moonshine_free_transcriber", (void **)&functions->release},
        {"moonshine_transcribe_without_streaming", (void **)&functions->transcribe},
    };
    for (size_t place = 0; place < sizeof wanted / sizeof *wanted; place++) {
        *wanted[place].place = calltwin_find_function(library, wanted[place].name);
        if (*wanted[place].place == NULL) return wanted[place].name;
    }
    return NULL;
}

void calltwin_return_free_memory(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}
