// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two processes write four bytes at a time, and a third looks on: no write may be lost, and no look
 * may see half of one.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define WRITES	20000
#define LOOKS	2000
#define ROUNDS	4

static void look(int file, unsigned long *count, unsigned long *bytes)
{
	char text[64] = "";
	int writer;

	if (pread(file, text, sizeof(text) - 1, 0) < 0 ||
	    sscanf(text, "%lu %lu %d", count, bytes, &writer) != 3) {
		puts("race: a read does not give three numbers");
		exit(1);
	}
}

static int device(void)
{
	int file = open("/dev/tally", O_RDWR);

	if (file < 0) {
		perror("/dev/tally");
		exit(99);
	}
	return file;
}

/* Each opens the device for itself: the position of a shared file would be a race of its own. */
static void all_write(void)
{
	int file = device();

	for (int i = 0; i < WRITES; i++)
		if (write(file, "four", 4) != 4)
			exit(1);
	exit(0);
}

/* What went wrong in one race. */
struct wrong {
	int lost, halves;
};

static struct wrong race(int file)
{
	unsigned long count, bytes, count0, bytes0;
	struct wrong wrong = { };
	int status;

	look(file, &count0, &bytes0);
	for (int i = 0; i < 2; i++)
		if (!fork())
			all_write();
	for (int i = 0; i < LOOKS; i++) {
		look(file, &count, &bytes);
		wrong.halves += bytes - bytes0 != 4 * (count - count0);
	}
	while (wait(&status) > 0)
		if (status)
			puts("race: a write fails");
	look(file, &count, &bytes);
	wrong.lost = count - count0 != 2 * WRITES;
	wrong.halves += bytes - bytes0 != 4 * (count - count0);
	return wrong;
}

int main(void)
{
	unsigned long count, bytes;
	struct wrong all = { };
	int file = device();

	/* Bytes that are four times the count have not been added up. */
	if (write(file, "seven..", 7) != 7)
		return 1;
	look(file, &count, &bytes);
	if (count != 1 || bytes != 7) {
		puts("race: a write of seven bytes is not one write and seven bytes");
		return 1;
	}
	/* On a busy machine the two may hardly meet: they try again. */
	for (int round = 0; round < ROUNDS && !all.lost; round++) {
		struct wrong one = race(file);

		all.lost += one.lost;
		all.halves += one.halves;
	}
	if (all.lost)
		puts("race: writes are lost");
	if (all.halves)
		puts("race: a read saw half of a write");
	return all.lost || all.halves;
}
