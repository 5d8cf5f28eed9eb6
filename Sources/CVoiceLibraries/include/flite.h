#ifndef CALLTWIN_FLITE_H
#define CALLTWIN_FLITE_H

#include <stdint.h>

/* Speech of one text. Free it with calltwin_flite_free. */
struct calltwin_flite_speech {
    /* Samples of one channel. */
    int16_t *samples;
    int sample_count;
    int sample_rate;
    /* Seconds from the start to the end of each blank-separated token, in the order of the text;
       -1 for a token without sound. */
    double *token_ends;
    int token_count;
};

/* What can go wrong. */
enum calltwin_flite_outcome {
    CALLTWIN_FLITE_SPOKEN = 0,
    /* libflite is not on this machine. */
    CALLTWIN_FLITE_NO_LIBRARY = 1,
    /* The voice's own library is not on this machine. */
    CALLTWIN_FLITE_NO_VOICE = 2,
    /* A library lacks a function; its name is in *missing. */
    CALLTWIN_FLITE_NO_FUNCTION = 3,
    /* The engine made no sound of the text. */
    CALLTWIN_FLITE_NO_SPEECH = 4,
};

/* Speaks a text. The generator of the C library, which flite draws from, is set to `seed` first; calls
   wait for one another, since that generator and flite's tables belong to the whole process.

   library, voice_library: names of the shared libraries; voice_function: what registers the voice.
   duration_stretch: length of speech relative to the voice's own; f0_shift: pitch relative to it. */
enum calltwin_flite_outcome calltwin_flite_speak(
    const char *library, const char *voice_library, const char *voice_function, const char *text,
    unsigned seed, float duration_stretch, float f0_shift, struct calltwin_flite_speech *speech,
    const char **missing);

/* Frees what a call gave. */
void calltwin_flite_free(struct calltwin_flite_speech *speech);

#endif
