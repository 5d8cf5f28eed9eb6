#include "include/pocketsphinx.h"

#include <stdlib.h>

#include "include/open_library.h"

const char *calltwin_ps_open(calltwin_ps_functions *functions) {
    static const char *const base_names[] = {"libsphinxbase.so.3"};
    static const char *const names[] = {"libpocketsphinx.so.3"};
    void *base = calltwin_open_library(base_names, 1);
    void *library = calltwin_open_library(names, 1);
    if (base == NULL || library == NULL) return "";

    const struct {
        void *library;
        const char *name;
        void **place;
    } wanted[] = {
        {library, "ps_free", (void **)&functions->free_decoder},
        {library, "ps_set_lm_file", (void **)&functions->set_lm_file},
        {library, "ps_set_search", (void **)&functions->set_search},
        {library, "ps_start_stream", (void **)&functions->start_stream},
        {library, "ps_start_utt", (void **)&functions->start_utterance},
        {library, "ps_process_raw", (void **)&functions->process_raw},
        {library, "ps_process_cep", (void **)&functions->process_cepstra},
        {library, "ps_end_utt", (void **)&functions->end_utterance},
        {library, "ps_get_hyp", (void **)&functions->hypothesis},
        {library, "ps_seg_iter", (void **)&functions->first_segment},
        {library, "ps_seg_next", (void **)&functions->next_segment},
        {library, "ps_seg_word", (void **)&functions->segment_word},
        {library, "ps_seg_frames", (void **)&functions->segment_frames},
        {library, "ps_seg_prob", (void **)&functions->segment_probability},
        {library, "ps_nbest", (void **)&functions->nbest},
        {library, "ps_nbest_next", (void **)&functions->next_nbest},
        {library, "ps_nbest_hyp", (void **)&functions->nbest_hypothesis},
        {library, "ps_nbest_free", (void **)&functions->free_nbest},
        {library, "ps_get_logmath", (void **)&functions->log_mathematics},
        {library, "ps_args", (void **)&functions->definitions},
        {library, "ps_init", (void **)&functions->make_decoder},
        {library, "ps_get_feat", (void **)&functions->features},
        {base, "cmn_live_set", (void **)&functions->set_live_mean},
        {base, "logmath_exp", (void **)&functions->log_exponential},
        {base, "cmd_ln_parse_r", (void **)&functions->parse_options},
        {base, "cmd_ln_free_r", (void **)&functions->free_options},
        {base, "err_set_logfp", (void **)&functions->set_log_file},
    };
    for (size_t place = 0; place < sizeof wanted / sizeof *wanted; place++) {
        *wanted[place].place = calltwin_find_function(wanted[place].library, wanted[place].name);
        if (*wanted[place].place == NULL) return wanted[place].name;
    }
    return NULL;
}

calltwin_ps_decoder *calltwin_ps_make_decoder(const calltwin_ps_functions *functions,
                                              const char *const *options, int count) {
    functions->set_log_file(NULL);
    /* The parser takes a list that it does not change, as main has it; it copies the values. */
    char **values = malloc((size_t)count * sizeof *values);
    if (values == NULL) return NULL;
    for (int place = 0; place < count; place++) values[place] = (char *)options[place];
    void *parsed = functions->parse_options(NULL, functions->definitions(), count, values, 1);
    free(values);
    if (parsed == NULL) return NULL;
    calltwin_ps_decoder *decoder = functions->make_decoder(parsed);
    functions->free_options(parsed);
    return decoder;
}

int calltwin_ps_hear_cepstra(const calltwin_ps_functions *functions, calltwin_ps_decoder *decoder,
                             float *cepstra, int count, int is_whole_utterance) {
    if (!is_whole_utterance) {
        /* One by one: the library loses the beginning of an utterance whose first frames, given at
           once, do not fit into a buffer of six. */
        for (int frame = 0; frame < count; frame++) {
            float *one = cepstra + (size_t)frame * calltwin_ps_cepstrum_size;
            int result = functions->process_cepstra(decoder, &one, 1, 0, 0);
            if (result < 0) return result;
        }
        return count;
    }
    float **frames = malloc((size_t)count * sizeof *frames);
    if (frames == NULL) return -1;
    for (int frame = 0; frame < count; frame++)
        frames[frame] = cepstra + (size_t)frame * calltwin_ps_cepstrum_size;
    int result = functions->process_cepstra(decoder, frames, count, 0, 1);
    free(frames);
    return result;
}

/* The beginnings of two structures of the library's public headers, version 0.8+5prealpha. */
typedef struct {
    float *mean, *variance, *sum;
    int32_t frames, size;
} mean_normalization;

typedef struct {
    int references;
    char *name;
    int32_t cepstrum_size, stream_count;
    uint32_t *stream_lengths;
    int32_t window_size, vector_count;
    uint32_t *vector_lengths;
    int32_t **vectors;
    float *vector_buffer;
    int32_t vector_size;
    int normalization_kind;
    int32_t has_variance;
    int gain_kind;
    void (*compute)(void);
    mean_normalization *normalization;
} feature_module;

int calltwin_ps_set_mean(const calltwin_ps_functions *functions, calltwin_ps_decoder *decoder,
                         const float *mean) {
    const feature_module *module = functions->features(decoder);
    if (module == NULL || module->cepstrum_size != calltwin_ps_cepstrum_size) return -1;
    mean_normalization *normalization = module->normalization;
    if (normalization == NULL || normalization->size != calltwin_ps_cepstrum_size) return -1;
    functions->set_live_mean(normalization, mean);
    return 0;
}
