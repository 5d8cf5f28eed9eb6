#include "include/gsm.h"

#include "include/open_library.h"

#include <stdlib.h>
#include <string.h>

struct calltwin_gsm {
    void *(*create)(void);
    void (*destroy)(void *state);
    void (*encode)(void *state, int16_t *samples, uint8_t *bytes);
    int (*decode)(void *state, uint8_t *bytes, int16_t *samples);
    void *coder;
    void *decoder;
};

struct calltwin_gsm *calltwin_gsm_open(
    const char *const *names, int count, const char **missing) {
    *missing = "";
    void *library = calltwin_open_library(names, count);
    if (library == NULL) return NULL;
    *missing = NULL;
    struct calltwin_gsm *codec = calloc(1, sizeof *codec);
    if (codec == NULL) return NULL;
    const struct {
        const char *name;
        void **place;
    } wanted[] = {
        {"gsm_create", (void **)&codec->create},
        {"gsm_destroy", (void **)&codec->destroy},
        {"gsm_encode", (void **)&codec->encode},
        {"gsm_decode", (void **)&codec->decode},
    };
    for (size_t index = 0; index < sizeof wanted / sizeof wanted[0]; index++) {
        *wanted[index].place = calltwin_find_function(library, wanted[index].name);
        if (*wanted[index].place == NULL) {
            *missing = wanted[index].name;
            free(codec);
            return NULL;
        }
    }
    codec->coder = codec->create();
    codec->decoder = codec->create();
    if (codec->coder == NULL || codec->decoder == NULL) {
        calltwin_gsm_close(codec);
        return NULL;
    }
    return codec;
}

int calltwin_gsm_pass(struct calltwin_gsm *codec, const int16_t *input, int16_t *output) {
    int16_t samples[160];
    uint8_t bytes[33];
    memcpy(samples, input, sizeof samples);
    codec->encode(codec->coder, samples, bytes);
    return codec->decode(codec->decoder, bytes, output);
}

void calltwin_gsm_close(struct calltwin_gsm *codec) {
    if (codec->coder != NULL) codec->destroy(codec->coder);
    if (codec->decoder != NULL) codec->destroy(codec->decoder);
    free(codec);
}
