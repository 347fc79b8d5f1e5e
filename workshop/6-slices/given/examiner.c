// SPDX-License-Identifier: GPL-2.0-only
/*
 * The examiner: random messages, with the same seed each time, compared with what they should come
 * to. usage: fuzz good | any | race
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int file;
static unsigned int seed = 1;

struct outcome {
	int taken, error;
	char text[64];
};

static unsigned int up_to(unsigned int most)
{
	return rand_r(&seed) % (most + 1);
}

/* What the comment in ledger.c says, as directly as it can be said. */
static struct outcome model(const uint8_t *m, size_t size)
{
	struct outcome o = { .error = EINVAL };
	uint64_t sum = 0;
	unsigned int records = 0, name_length = 0;
	uint8_t name[16];
	size_t at = 0;

	while (at < size) {
		size_t length;

		if (size - at < 3)
			return o;
		length = m[at + 1] << 8 | m[at + 2];
		if (length > size - at - 3)
			return o;
		if (m[at] == 1) {
			if (length % 4)
				return o;
			for (size_t i = at + 3; i < at + 3 + length; i += 4)
				sum += (uint32_t)m[i] << 24 | m[i + 1] << 16 | m[i + 2] << 8 | m[i + 3];
			if (sum > UINT32_MAX)
				return o;
		} else if (m[at] == 2) {
			if (length < 1 || length > 16)
				return o;
			memcpy(name, m + at + 3, length);
			name_length = length;
		} else {
			return o;
		}
		records++;
		at += 3 + length;
	}
	o.taken = 1;
	size = sprintf(o.text, "%u %u ", (unsigned int)sum, records);
	for (unsigned int i = 0; i < name_length; i++)
		size += sprintf(o.text + size, "%02x", name[i]);
	strcpy(o.text + size, "\n");
	return o;
}

/* Amounts below 65536 add up to something that fits; wild ones may not, and a name may have any length. */
static size_t record(uint8_t *m, unsigned int most, int wild)
{
	unsigned int kind = 1 + up_to(1);
	unsigned int length = kind == 1 ? up_to(most / 4) * 4 : wild ? up_to(20) : 1 + up_to(15);

	m[0] = kind;
	m[1] = length >> 8;
	m[2] = length;
	for (unsigned int i = 0; i < length; i++)
		m[3 + i] = kind == 1 && !wild && i % 4 < 2 ? 0 : rand_r(&seed);
	return 3 + length;
}

static size_t message(uint8_t *m, int good)
{
	unsigned int number = 1 + up_to(5), most = up_to(9) ? 40 : 600;
	int wild = !good && !up_to(7);
	size_t size = 0;

	while (number--)
		size += record(m + size, most, wild);
	if (good)
		return size;
	/* One in two: another byte somewhere, most of them in a head. */
	if (up_to(1))
		m[up_to(1) ? up_to(2) : up_to(size - 1)] = up_to(up_to(3) ? 20 : 255);
	if (!up_to(3))
		size -= up_to(size - 1);
	return size;
}

static struct outcome told(const uint8_t *m, size_t size)
{
	struct outcome o = { .taken = write(file, m, size) == (ssize_t)size };

	o.error = errno;
	if (pread(file, o.text, sizeof(o.text) - 1, 0) < 0)
		strcpy(o.text, "nothing\n");
	return o;
}

static int same(struct outcome is, struct outcome should)
{
	if (!is.taken || !should.taken)
		return is.taken == should.taken && is.error == should.error;
	return !strcmp(is.text, should.text);
}

/* In hexadecimal, each record in parts: its kind, its length, its bytes. */
static void show(const uint8_t *m, size_t size)
{
	size_t begin = 0;

	for (size_t i = 0; i < size && i < 200; i++) {
		size_t at = i - begin;

		if (at >= 3 && at == 3u + (m[begin + 1] << 8 | m[begin + 2])) {
			begin = i;
			at = 0;
		}
		printf("%s%02x", at == 0 ? "  " : at == 1 || at == 3 ? " " : "", m[i]);
	}
	if (size > 200)
		printf("...");
}

static int wrong(const uint8_t *m, size_t size, struct outcome is, struct outcome should)
{
	printf("a message of %zu bytes,", size);
	show(m, size);
	printf(": ");
	if (is.taken && should.taken)
		printf("it is '%.*s', and should be '%.*s'\n", (int)strcspn(is.text, "\n"), is.text,
		       (int)strcspn(should.text, "\n"), should.text);
	else if (is.taken == should.taken)
		printf("it is refused with error %d, and should be with %d (EINVAL)\n", is.error, should.error);
	else
		printf("it is %s, and should be %s\n", is.taken ? "taken" : "refused",
		       should.taken ? "taken" : "refused");
	return 1;
}

static int messages(int good)
{
	uint8_t m[8192];

	for (int i = 0; i < 3000; i++) {
		char before[64] = "";
		size_t size = message(m, good);
		struct outcome should = model(m, size), is;

		if (pread(file, before, sizeof(before) - 1, 0) < 0 || size > 4096)
			continue;
		is = told(m, size);
		if (!same(is, should))
			return wrong(m, size, is, should);
		if (!is.taken && strcmp(is.text, before)) {
			printf("a message was refused, and something has changed\n");
			return 1;
		}
	}
	return 0;
}

/* While the driver looks at it, another thread changes a length: it was the one, or the other. */
#define ALL	156
static uint8_t shared[3 + ALL] = { 1 };
static int stop;

static void *change(void *unused)
{
	(void)unused;
	while (!__atomic_load_n(&stop, __ATOMIC_RELAXED)) {
		__atomic_store_n(&shared[2], ALL, __ATOMIC_RELAXED);
		__atomic_store_n(&shared[2], 4, __ATOMIC_RELAXED);
	}
	return NULL;
}

static int race(void)
{
	pthread_t other;
	struct outcome one, two;
	int result = 0;

	/* Four bytes of amounts and then eight names, or all of it amounts. */
	for (int i = 7; i < (int)sizeof(shared); i += 19)
		memcpy(shared + i, "\2\0\20", 3);
	shared[2] = 4;
	one = model(shared, sizeof(shared));
	shared[2] = ALL;
	two = model(shared, sizeof(shared));
	if (pthread_create(&other, NULL, change, NULL))
		return 1;
	for (int i = 0; i < 20000 && !result; i++) {
		struct outcome is = told(shared, sizeof(shared));

		if (!same(is, one) && !same(is, two))
			result = wrong(shared, sizeof(shared), is, two);
	}
	__atomic_store_n(&stop, 1, __ATOMIC_RELAXED);
	pthread_join(other, NULL);
	return result;
}

int main(int argc, char **argv)
{
	file = open("/dev/ledger", O_RDWR);
	if (file < 0 || argc != 2) {
		perror("/dev/ledger");
		return 2;
	}
	return !strcmp(argv[1], "race") ? race() : messages(!strcmp(argv[1], "good"));
}
