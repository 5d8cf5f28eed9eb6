#ifndef CALLTWIN_OPEN_LIBRARY_H
#define CALLTWIN_OPEN_LIBRARY_H

/* Opens the first of the named shared libraries that is present; NULL when none is. */
void *calltwin_open_library(const char *const *names, int count);

/* Address of a function in an open library; NULL when it has none of that name. */
void *calltwin_find_function(void *library, const char *name);

#endif
