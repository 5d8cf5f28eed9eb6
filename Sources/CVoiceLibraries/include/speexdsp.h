#ifndef CALLTWIN_SPEEXDSP_H
#define CALLTWIN_SPEEXDSP_H

#include <stdint.h>

/* The preprocessor of libspeexdsp: suppression of noise, frame by frame. */
struct calltwin_speex;

/* Opens libspeexdsp under one of the names, for frames of so many samples at a rate, suppressing
   noise by so many decibels (negative). NULL when the library is absent (*missing is ""), when it
   lacks the function *missing, or when there is no memory (*missing is NULL). */
struct calltwin_speex *calltwin_speex_open(
    const char *const *names, int count, int frame_samples, int sample_rate,
    int suppression_decibels, const char **missing);

/* Replaces the samples of a frame. */
void calltwin_speex_run(struct calltwin_speex *preprocessor, int16_t *frame);

/* Closes the preprocessor; the library stays open. */
void calltwin_speex_close(struct calltwin_speex *preprocessor);

#endif
