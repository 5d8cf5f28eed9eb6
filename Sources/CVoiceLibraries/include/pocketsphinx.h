#ifndef CALLTWIN_POCKETSPHINX_H
#define CALLTWIN_POCKETSPHINX_H

#include <stdint.h>
#include <stddef.h>

/* What is used of pocketsphinx 0.8+5prealpha (libpocketsphinx.so.3 on libsphinxbase.so.3), found when
   it is first used. */
typedef struct calltwin_ps_decoder calltwin_ps_decoder;
typedef struct calltwin_ps_segment calltwin_ps_segment;
typedef struct calltwin_ps_nbest calltwin_ps_nbest;

typedef struct {
    int (*free_decoder)(calltwin_ps_decoder *decoder);
    int (*set_lm_file)(calltwin_ps_decoder *decoder, const char *name, const char *path);
    int (*set_search)(calltwin_ps_decoder *decoder, const char *name);
    int (*start_stream)(calltwin_ps_decoder *decoder);
    int (*start_utterance)(calltwin_ps_decoder *decoder);
    int (*process_raw)(calltwin_ps_decoder *decoder, const int16_t *samples, size_t count,
                       int without_search, int is_whole_utterance);
    int (*process_cepstra)(calltwin_ps_decoder *decoder, float **cepstra, int count,
                           int without_search, int is_whole_utterance);
    int (*end_utterance)(calltwin_ps_decoder *decoder);
    const char *(*hypothesis)(calltwin_ps_decoder *decoder, int32_t *score);
    calltwin_ps_segment *(*first_segment)(calltwin_ps_decoder *decoder);
    calltwin_ps_segment *(*next_segment)(calltwin_ps_segment *segment);
    const char *(*segment_word)(calltwin_ps_segment *segment);
    void (*segment_frames)(calltwin_ps_segment *segment, int *first, int *last);
    int32_t (*segment_probability)(calltwin_ps_segment *segment, int32_t *acoustic,
                                   int32_t *language, int32_t *backoff);
    calltwin_ps_nbest *(*nbest)(calltwin_ps_decoder *decoder);
    calltwin_ps_nbest *(*next_nbest)(calltwin_ps_nbest *list);
    const char *(*nbest_hypothesis)(calltwin_ps_nbest *list, int32_t *score);
    void (*free_nbest)(calltwin_ps_nbest *list);
    void *(*log_mathematics)(calltwin_ps_decoder *decoder);
    double (*log_exponential)(void *mathematics, int value);
    /* Used by calltwin_ps_set_mean only. */
    const void *(*features)(calltwin_ps_decoder *decoder);
    void (*set_live_mean)(void *normalization, const float *mean);
    /* Used by calltwin_ps_make_decoder only. */
    void *(*definitions)(void);
    void *(*parse_options)(void *options, const void *definitions, int32_t count, char **values,
                           int32_t is_strict);
    int (*free_options)(void *options);
    calltwin_ps_decoder *(*make_decoder)(void *options);
    void (*set_log_file)(void *file);
} calltwin_ps_functions;

/* Fills the table; NULL when all is there. Otherwise the name of the function that is missing, or ""
   when a library is. */
const char *calltwin_ps_open(calltwin_ps_functions *functions);

/* A decoder for options such as "-hmm", "folder", in pairs; NULL when they are refused. The log of the
   library is silenced. */
calltwin_ps_decoder *calltwin_ps_make_decoder(const calltwin_ps_functions *functions,
                                              const char *const *options, int count);

/* Number of values of a cepstrum. */
enum { calltwin_ps_cepstrum_size = 13 };

/* Hears cepstra, which are overwritten: `count` times calltwin_ps_cepstrum_size values. Below 0 when
   they are refused. */
int calltwin_ps_hear_cepstra(const calltwin_ps_functions *functions, calltwin_ps_decoder *decoder,
                             float *cepstra, int count, int is_whole_utterance);

/* Sets the mean cepstrum that live decoding takes off, which it otherwise carries from utterance to
   utterance. 0 when done, -1 when the decoder has no such state. */
int calltwin_ps_set_mean(const calltwin_ps_functions *functions, calltwin_ps_decoder *decoder,
                         const float *mean);

#endif
