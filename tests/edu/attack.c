// SPDX-License-Identifier: GPL-2.0-only
/*
 * See attack.h.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <glob.h>

#include "attack.h"

static int write_to(const char *path, const char *text)
{
	int file = open(path, O_WRONLY), err = 0;

	if (file < 0)
		return -errno;
	if (write(file, text, strlen(text)) < 0)
		err = -errno;
	close(file);
	return err;
}

/* The driver's name: that of the node without its number. */
static const char *driver(void)
{
	static char name[64];

	snprintf(name, sizeof(name), "%s", device_name());
	name[strlen(name) - 1] = '\0';
	return name;
}

/* Where the device is on the bus: there is one. */
static const char *slot(void)
{
	static char name[64];
	glob_t found;

	if (*name)
		return name;
	glob("/sys/bus/pci/devices/*/device", 0, NULL, &found);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		char text[16] = "";
		FILE *file = fopen(found.gl_pathv[i], "r");

		if (file && fgets(text, sizeof(text), file) && !strcmp(text, "0x11e8\n"))
			sscanf(found.gl_pathv[i], "/sys/bus/pci/devices/%63[^/]", name);
		if (file)
			fclose(file);
	}
	globfree(&found);
	return name;
}

static long act(struct victim_state *state, int command)
{
	char path[128];

	(void)state;
	switch (command) {
	case ROOT_UNBIND:
	case ROOT_BIND:
		snprintf(path, sizeof(path), "/sys/bus/pci/drivers/%s/%s", driver(),
			 command == ROOT_BIND ? "bind" : "unbind");
		return write_to(path, slot());
	default:
		snprintf(path, sizeof(path), "/sys/module/%s/parameters/timeout", driver());
		return write_to(path, command == ROOT_NO_TIMEOUT ? "0" :
				      command == ROOT_SHORT_TIMEOUT ? "10" : "60000");
	}
}

void edu_begin_beside_root(int argc, char **argv, struct victim *root)
{
	attack_begin_beside_root(argc, argv, root, act);
}

int edu_factorial(int file, __u32 number, __u32 *result)
{
	struct edu_factorial request = { .number = number };

	if (ioctl(file, EDU_IOC_FACTORIAL, &request))
		return -errno;
	*result = request.result;
	return 0;
}

int edu_id(int file)
{
	struct edu_info info = { };

	return ioctl(file, EDU_IOC_INFO, &info) ? -errno : (int)(info.id & 0xffff);
}

static void nothing(int signal)
{
	(void)signal;
}

void edu_alarm(int milliseconds)
{
	struct sigaction action = { .sa_handler = nothing };
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1 };
	struct itimerspec soon = { .it_value.tv_nsec = milliseconds * 1000000L };
	timer_t timer;

	sigaction(SIGUSR1, &action, NULL);
	must("timer_create", timer_create(CLOCK_MONOTONIC, &event, &timer));
	must("timer_settime", timer_settime(timer, 0, &soon, NULL));
}
