#include "include/speexdsp.h"

#include "include/open_library.h"

#include <stdlib.h>

/* Requests of speex_preprocess_ctl, as of speexdsp 1.2. */
enum { SET_DENOISE = 0, SET_NOISE_SUPPRESS = 18 };

struct calltwin_speex {
    void *(*init)(int frame_samples, int sample_rate);
    void (*destroy)(void *state);
    int (*run)(void *state, int16_t *frame);
    int (*control)(void *state, int request, void *value);
    void *state;
};

struct calltwin_speex *calltwin_speex_open(
    const char *const *names, int count, int frame_samples, int sample_rate,
    int suppression_decibels, const char **missing) {
    *missing = "";
    void *library = calltwin_open_library(names, count);
    if (library == NULL) return NULL;
    *missing = NULL;
    struct calltwin_speex *opened = calloc(1, sizeof *opened);
    if (opened == NULL) return NULL;
    const struct {
        const char *name;
        void **place;
    } wanted[] = {
        {"speex_preprocess_state_init", (void **)&opened->init},
        {"speex_preprocess_state_destroy", (void **)&opened->destroy},
        {"speex_preprocess_run", (void **)&opened->run},
        {"speex_preprocess_ctl", (void **)&opened->control},
    };
    for (size_t index = 0; index < sizeof wanted / sizeof wanted[0]; index++) {
        *wanted[index].place = calltwin_find_function(library, wanted[index].name);
        if (*wanted[index].place == NULL) {
            *missing = wanted[index].name;
            free(opened);
            return NULL;
        }
    }
    opened->state = opened->init(frame_samples, sample_rate);
    if (opened->state == NULL) {
        free(opened);
        return NULL;
    }
    int32_t on = 1;
    int32_t suppression = suppression_decibels;
    opened->control(opened->state, SET_DENOISE, &on);
    opened->control(opened->state, SET_NOISE_SUPPRESS, &suppression);
    return opened;
}

void calltwin_speex_run(struct calltwin_speex *preprocessor, int16_t *frame) {
    preprocessor->run(preprocessor->state, frame);
}

void calltwin_speex_close(struct calltwin_speex *preprocessor) {
    preprocessor->destroy(preprocessor->state);
    free(preprocessor);
}
