#ifndef CALLTWIN_PROGRAM_PIPE_H
#define CALLTWIN_PROGRAM_PIPE_H

/* A pipe whose ends (reading, writing) no other program inherits; 0, or the error's number. */
int calltwin_open_pipe(int *reading, int *writing);

#endif
