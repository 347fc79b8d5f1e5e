/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef STATE_H
#define STATE_H

#include <stdio.h>
#include <string.h>
#include <sys/types.h>

/* Of a thread, as in /proc/PID/stat: S, it sleeps; D, and no signal wakes it; 0, it is gone. */
static inline char state_of(pid_t tid)
{
	char path[32], line[128] = "", *end;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/stat", tid);
	file = fopen(path, "re");
	if (!file)
		return 0;
	if (!fgets(line, sizeof(line), file))
		line[0] = 0;
	fclose(file);
	end = strrchr(line, ')');
	return end ? end[2] : 0;
}

#endif /* STATE_H */
