#ifndef CALLTWIN_VOICE_LIBRARIES_H
#define CALLTWIN_VOICE_LIBRARIES_H

/* Voice libraries are opened when they are first used, so that the product builds and runs without
   them. Each header declares what is used of one library, in types of our own. */
#include "flite.h"
#include "gsm.h"
#include "moonshine.h"
#include "open_library.h"
#include "pocketsphinx.h"
#include "program_pipe.h"

#endif
