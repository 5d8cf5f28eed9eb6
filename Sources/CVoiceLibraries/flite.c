#include "include/flite.h"

#include "include/open_library.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* What is read of flite's own structures: the leading fields of version 2. */
struct flite_voice {
    const char *name;
    void *features;
};
struct flite_utterance {
    void *features;
};
struct flite_wave {
    const char *type;
    int sample_rate;
    int sample_count;
    int channel_count;
    const short *samples;
};

struct functions {
    int (*init)(void);
    struct flite_utterance *(*speak)(const char *text, struct flite_voice *voice);
    void (*delete_utterance)(struct flite_utterance *utterance);
    void (*set_float)(void *features, const char *name, float value);
    const void *(*get)(const void *features, const char *name, void *otherwise);
    const struct flite_wave *(*wave)(const void *value);
    void *(*relation)(const struct flite_utterance *utterance, const char *name);
    void *(*head)(const void *relation);
    void *(*next)(const void *item);
    void *(*daughter)(const void *item);
    float (*feature)(const void *item, const char *path);
};

struct voice_entry {
    struct voice_entry *next;
    char *function;
    struct flite_voice *voice;
};

/* flite and the generator of the C library exist once in a process, hence this state does too. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static void *engine;
static char *engine_name;
static struct functions call;
static struct voice_entry *voices;

static enum calltwin_flite_outcome open_engine(const char *library, const char **missing) {
    if (engine != NULL && strcmp(engine_name, library) == 0) return CALLTWIN_FLITE_SPOKEN;
    void *opened = calltwin_open_library(&library, 1);
    if (opened == NULL) return CALLTWIN_FLITE_NO_LIBRARY;
    struct functions found;
    const struct {
        const char *name;
        void **place;
    } wanted[] = {
        {"flite_init", (void **)&found.init},
        {"flite_synth_text", (void **)&found.speak},
        {"delete_utterance", (void **)&found.delete_utterance},
        {"feat_set_float", (void **)&found.set_float},
        {"get_param_val", (void **)&found.get},
        {"val_wave", (void **)&found.wave},
        {"utt_relation", (void **)&found.relation},
        {"relation_head", (void **)&found.head},
        {"item_next", (void **)&found.next},
        {"item_daughter", (void **)&found.daughter},
        {"ffeature_float", (void **)&found.feature},
    };
    for (size_t index = 0; index < sizeof wanted / sizeof wanted[0]; index++) {
        *wanted[index].place = calltwin_find_function(opened, wanted[index].name);
        if (*wanted[index].place == NULL) {
            *missing = wanted[index].name;
            return CALLTWIN_FLITE_NO_FUNCTION;
        }
    }
    char *name = strdup(library);
    if (name == NULL) return CALLTWIN_FLITE_NO_LIBRARY;
    found.init();
    free(engine_name);
    engine_name = name;
    engine = opened;
    call = found;
    return CALLTWIN_FLITE_SPOKEN;
}

static enum calltwin_flite_outcome find_voice(
    const char *library, const char *function, struct flite_voice **voice, const char **missing) {
    for (struct voice_entry *entry = voices; entry != NULL; entry = entry->next) {
        if (strcmp(entry->function, function) == 0) {
            *voice = entry->voice;
            return CALLTWIN_FLITE_SPOKEN;
        }
    }
    void *opened = calltwin_open_library(&library, 1);
    if (opened == NULL) return CALLTWIN_FLITE_NO_VOICE;
    struct flite_voice *(*enter)(const char *folder) = calltwin_find_function(opened, function);
    struct voice_entry *entry = malloc(sizeof *entry);
    char *name = strdup(function);
    *voice = enter == NULL || entry == NULL || name == NULL ? NULL : enter(NULL);
    if (*voice == NULL) {
        free(entry);
        free(name);
        *missing = function;
        return CALLTWIN_FLITE_NO_FUNCTION;
    }
    *entry = (struct voice_entry){.next = voices, .function = name, .voice = *voice};
    voices = entry;
    return CALLTWIN_FLITE_SPOKEN;
}

/* A token has words of the dictionary as daughters, each with syllables and these with segments. */
static int read_tokens(
    const struct flite_utterance *utterance, struct calltwin_flite_speech *speech) {
    const void *relation = call.relation(utterance, "Token");
    int count = 0;
    for (const void *token = call.head(relation); token != NULL; token = call.next(token)) count++;
    speech->token_ends = malloc((size_t)(count + 1) * sizeof *speech->token_ends);
    if (speech->token_ends == NULL) return 0;
    for (const void *token = call.head(relation); token != NULL; token = call.next(token)) {
        speech->token_ends[speech->token_count++] =
            call.daughter(token) == NULL
                ? -1
                : call.feature(token, "daughtern.R:SylStructure.daughtern.daughtern.R:Segment.end");
    }
    return 1;
}

static enum calltwin_flite_outcome read_speech(
    const struct flite_utterance *utterance, struct calltwin_flite_speech *speech) {
    const void *value = call.get(utterance->features, "wave", NULL);
    const struct flite_wave *wave = value == NULL ? NULL : call.wave(value);
    if (wave == NULL || wave->sample_count <= 0 || wave->channel_count != 1) {
        return CALLTWIN_FLITE_NO_SPEECH;
    }
    size_t bytes = (size_t)wave->sample_count * sizeof *speech->samples;
    speech->samples = malloc(bytes);
    if (speech->samples == NULL) return CALLTWIN_FLITE_NO_SPEECH;
    memcpy(speech->samples, wave->samples, bytes);
    speech->sample_count = wave->sample_count;
    speech->sample_rate = wave->sample_rate;
    return read_tokens(utterance, speech) ? CALLTWIN_FLITE_SPOKEN : CALLTWIN_FLITE_NO_SPEECH;
}

enum calltwin_flite_outcome calltwin_flite_speak(
    const char *library, const char *voice_library, const char *voice_function, const char *text,
    unsigned seed, float duration_stretch, float f0_shift, struct calltwin_flite_speech *speech,
    const char **missing) {
    memset(speech, 0, sizeof *speech);
    *missing = "";
    struct flite_voice *voice = NULL;
    pthread_mutex_lock(&lock);
    enum calltwin_flite_outcome outcome = open_engine(library, missing);
    if (outcome == CALLTWIN_FLITE_SPOKEN) {
        outcome = find_voice(voice_library, voice_function, &voice, missing);
    }
    if (outcome == CALLTWIN_FLITE_SPOKEN) {
        call.set_float(voice->features, "duration_stretch", duration_stretch);
        call.set_float(voice->features, "f0_shift", f0_shift);
        srand(seed);
        struct flite_utterance *utterance = call.speak(text, voice);
        outcome =
            utterance == NULL ? CALLTWIN_FLITE_NO_SPEECH : read_speech(utterance, speech);
        if (utterance != NULL) call.delete_utterance(utterance);
    }
    pthread_mutex_unlock(&lock);
    if (outcome != CALLTWIN_FLITE_SPOKEN) calltwin_flite_free(speech);
    return outcome;
}

void calltwin_flite_free(struct calltwin_flite_speech *speech) {
    free(speech->samples);
    free(speech->token_ends);
    memset(speech, 0, sizeof *speech);
}
