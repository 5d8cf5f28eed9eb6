#include "include/open_library.h"

#include <dlfcn.h>
#include <stddef.h>

void *calltwin_open_library(const char *const *names, int count) {
    for (int place = 0; place < count; place++) {
        /* Global: voices of flite and the base of pocketsphinx are found by those opened later. */
        void *library = dlopen(names[place], RTLD_NOW | RTLD_GLOBAL);
        if (library != NULL) return library;
    }
    return NULL;
}

void *calltwin_find_function(void *library, const char *name) {
    return library == NULL ? NULL : dlsym(library, name);
}
