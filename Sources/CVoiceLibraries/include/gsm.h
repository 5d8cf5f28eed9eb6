#ifndef CALLTWIN_GSM_H
#define CALLTWIN_GSM_H

#include <stdint.h>

/* A coder and a decoder of GSM 06.10 full rate, by libgsm. */
struct calltwin_gsm;

/* Opens libgsm under one of the names. NULL when it is absent (*missing is ""), when it lacks the
   function *missing, or when there is no memory (*missing is NULL). */
struct calltwin_gsm *calltwin_gsm_open(
    const char *const *names, int count, const char **missing);

/* Codes 160 samples into 33 bytes, and decodes these again; 0, or an error of the decoder. */
int calltwin_gsm_pass(struct calltwin_gsm *codec, const int16_t *input, int16_t *output);

/* Closes the coder and the decoder; the library stays open. */
void calltwin_gsm_close(struct calltwin_gsm *codec);

#endif
