/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the attacks on the edu device share, beside tests/attacks/attack.h.
 */
#ifndef EDU_ATTACK_H
#define EDU_ATTACK_H

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../attacks/attack.h"
#include <edu.h>

/* What the administrator does, in good faith. */
enum { ROOT_UNBIND, ROOT_BIND, ROOT_NO_TIMEOUT, ROOT_SHORT_TIMEOUT, ROOT_TIMEOUT };

/* attack_begin_beside_root(), with an administrator who does these. */
void edu_begin_beside_root(int argc, char **argv, struct victim *root);

int edu_factorial(int file, __u32 number, __u32 *result);
int edu_id(int file);

/* Send this process SIGUSR1 after so many milliseconds; it ends a wait, and nothing else. */
void edu_alarm(int milliseconds);

#endif /* EDU_ATTACK_H */
