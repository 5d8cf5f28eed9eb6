#include "include/moonshine.h"

#include "include/open_library.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

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
        {"moonshine_transcribe_without_streaming", (void **)&functions->transcribe},
    };
    for (size_t place = 0; place < sizeof wanted / sizeof *wanted; place++) {
        *wanted[place].place = calltwin_find_function(library, wanted[place].name);
        if (*wanted[place].place == NULL) return wanted[place].name;
    }
    return NULL;
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* All that were loaded: as many as were ever in use at once. */
static struct transcriber {
    struct transcriber *next;
    char *folder;
    int32_t handle;
    int is_lent;
} *transcribers;

int32_t calltwin_moonshine_lend(const calltwin_moonshine_functions *functions, const char *folder) {
    static const calltwin_moonshine_option options[] = {
        {"identify_speakers", "false"}, {"return_audio_data", "false"}};
    enum { tiny = 0, no_memory = -1 };
    pthread_mutex_lock(&lock);
    struct transcriber *found = transcribers;
    while (found != NULL && (found->is_lent || strcmp(found->folder, folder) != 0)) {
        found = found->next;
    }
    int32_t handle = found == NULL ? no_memory : found->handle;
    if (found == NULL && (found = calloc(1, sizeof *found)) != NULL) {
        found->folder = strdup(folder);
        if (found->folder != NULL) {
            handle = functions->load(folder, tiny, options, sizeof options / sizeof *options,
                                     calltwin_moonshine_version);
        }
        if (handle < 0) {
            free(found->folder);
            free(found);
            found = NULL;
        } else {
            found->handle = handle;
            found->next = transcribers;
            transcribers = found;
        }
    }
    if (found != NULL) found->is_lent = 1;
    pthread_mutex_unlock(&lock);
    return handle;
}

void calltwin_moonshine_give_back(const char *folder, int32_t handle) {
    pthread_mutex_lock(&lock);
    for (struct transcriber *place = transcribers; place != NULL; place = place->next) {
        if (place->handle == handle && strcmp(place->folder, folder) == 0) place->is_lent = 0;
    }
    pthread_mutex_unlock(&lock);
}

void calltwin_give_back_free_memory(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}
