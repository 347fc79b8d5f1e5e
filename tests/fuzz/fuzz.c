// SPDX-License-Identifier: GPL-2.0-only
/*
 * The fuzzer: a worker runs programs, those that reach new code are kept and changed; what is wrong
 * ends the worker, and its parent, which has nothing to do with the device, makes the program
 * shorter and tells it.
 *
 * usage: fuzz [-r] [-w] [-d DEVICE] [-s SEED] [-n CALLS] [-t TRIES] [-o FOLDER] [FILE...]
 *
 * -r runs the programs of FILE and nothing else. Otherwise they are the first of the corpus, and
 * FOLDER gets "corpus", what reached much new code, and "points", which code was reached. -w
 * leaves out some calls, chosen by the seed.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fuzz.h"

enum { SOMETHING = 1, GIVE_UP = 3, ENOUGH_POINTS = 4, ENOUGH_LOOKS = 1000 };

static struct thread threads[THREADS + 1];
static int messages;		/* of the kernel, as the worker reads them */
static char report[16384];
static u64 wanted = 100000;
static u32 most_tries = 250;	/* to make a program shorter */

bool is_known(const char *said)
{
	for (u32 i = 0; i < shared->nr_known; i++) {
		if (!strcmp(shared->known[i], said))
			return true;
	}
	return false;
}

/*
 * A call that must fail, and breaks the kernel instead: it did so, and there are others to be made
 * before this machine is at its end.
 */
bool is_avoided(const struct op *o, errnos wrong)
{
	for (u32 i = 0; wrong && i < shared->nr_known; i++) {
		if (shared->avoided[i].call == o->kind && shared->avoided[i].wrong == wrong)
			return true;
	}
	return false;
}

/* What the kernel says counts more than a wrong answer. True if it was not known. */
bool something_is_wrong(void)
{
	char said[WORDS];

	if (messages_read(messages, said, report, sizeof(report)))
		copy_words(shared->said, said);
	return shared->said[0] && !is_known(shared->said);
}

static void worker_begin(void)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	messages = messages_open();
	for (int i = 0; i <= THREADS; i++)
		thread_init(&threads[i], i);
	shaken = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
	/* A page fault would use up what is to fail. */
	mlockall(MCL_CURRENT);
	late_init();
}

static void next_program(struct program *p)
{
	if (shared->nr_corpus && pick(4)) {
		*p = shared->corpus[pick(shared->nr_corpus)];
		program_change(p, &shared->corpus[pick(shared->nr_corpus)]);
	} else {
		program_make(p);
	}
	program_filter(p);
}

/* @points: of the driver, that nobody reached before. */
static void keep(const struct program *p, u32 points)
{
	u32 at = shared->nr_corpus < MAX_CORPUS ? shared->nr_corpus : pick(MAX_CORPUS);

	shared->corpus[at] = *p;
	shared->gain[at] = points;
	if (at == shared->nr_corpus)
		shared->nr_corpus++;
}

/* Never comes back. */
static void work(u64 seed)
{
	worker_begin();
	seed_set(seed);
	while (shared->calls < wanted && !threads_lost) {
		u32 points = shared->nr_points;

		next_program(&shared->now);
		run_program(threads, &shared->now);
		if (something_is_wrong())
			_exit(SOMETHING);
		if (cover_is_new())
			keep(&shared->now, shared->nr_points - points);
	}
	_exit(0);
}

static void run_once(const struct program *p)
{
	worker_begin();
	shared->now = *p;
	run_program(threads, &shared->now);
	_exit(something_is_wrong() ? SOMETHING : 0);
}

/* Did the kernel kill the thread that runs programs, and others of the worker are left? */
static bool is_half_dead(pid_t worker)
{
	char path[64], state = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/stat", worker);
	file = fopen(path, "re");
	if (file && fscanf(file, "%*d %*s %c", &state) != 1)
		state = 0;
	if (file)
		fclose(file);
	return state == 'Z';
}

/*
 * Waits for the worker. A call that does not end is for the kernel to tell: then nothing can be
 * done on this machine any more. True if something is wrong, which is in shared->found.
 */
static bool wait_for(pid_t worker, int own_messages)
{
	u64 calls = shared->calls;
	char said[WORDS], last[WORDS] = "";
	int status, looks = 0;

	while (!waitpid(worker, &status, WNOHANG)) {
		usleep(20000);
		looks = shared->calls == calls ? looks + 1 : 0;
		calls = shared->calls;
		if (looks && is_half_dead(worker))
			kill(worker, SIGKILL);
		/* That is no finding, but the end of what can be done here. */
		if (looks == ENOUGH_LOOKS) {
			printf("%llu calls in %llu programs, and it does not go on\n", calls,
			       shared->programs);
			exit(GIVE_UP);
		}
		if (!messages_read(own_messages, said, report, sizeof(report)))
			continue;
		if (strstr(said, " blocked for more than ")) {
			copy_words(shared->found, said);
			return true;
		}
		copy_words(last, said);
	}
	if (WIFEXITED(status) && !WEXITSTATUS(status))
		return false;
	if (WIFSIGNALED(status)) {
		if (!last[0] && !messages_read(own_messages, last, report, sizeof(report)))
			snprintf(last, sizeof(last), "killed by signal %d", WTERMSIG(status));
		copy_words(shared->found, last);
	} else {
		copy_words(shared->found, shared->said);
	}
	return true;
}

static bool hangs(void)
{
	return strstr(shared->found, " blocked for more than ");
}

static bool finds(const struct program *p)
{
	int own_messages = messages_open();
	pid_t child = fork();
	bool found;

	if (!child)
		run_once(p);
	found = wait_for(child, own_messages);
	close(own_messages);
	return found;
}

static void tell(const struct program *p)
{
	char program[4096];

	program_print(p, program, sizeof(program));
	printf("program\n%send\n", program);
}

/* As long as it finds the same: without some of its calls, and with plainer ones. */
static void reduce(struct program *p)
{
	u32 tries = p->threads == 1 ? most_tries : most_tries / 4;
	char same[WORDS];
	bool known;

	copy_words(same, shared->found);
	known = finds(p) && !strcmp(shared->found, same);
	for (u32 size = p->n / 2; known && size; size /= 2) {
		for (u32 at = 0; at < p->n && tries; ) {
			struct program less = *p;
			u32 n = at + size > p->n ? p->n - at : size;

			memmove(&less.ops[at], &less.ops[at + n],
				(p->n - at - n) * sizeof(p->ops[0]));
			less.n -= n;
			tries--;
			if (less.n && finds(&less) && !hangs() && !strcmp(shared->found, same))
				*p = less;
			else
				at += n;
		}
	}
	for (u32 i = 0; known && i < p->n * sizeof(struct op) && tries; i++) {
		struct program plain = *p;
		u8 *byte = (u8 *)plain.ops + i;

		if (i % sizeof(struct op) < 3 || !*byte)
			continue;
		*byte = 0;
		tries--;
		if (finds(&plain) && !hangs() && !strcmp(shared->found, same))
			*p = plain;
	}
	printf("reduced to %u calls%s\n", p->n, known ? "" : ": it does not come every time");
	copy_words(shared->found, same);
}

/* One finding. Returns if more can be done. */
static bool deal_with(void)
{
	struct avoided last = shared->last;
	struct program p = shared->now;
	u64 calls = shared->calls;
	bool over = hangs();

	if (is_known(shared->found) && !over)
		return true;
	printf("found after %llu calls: %s\n", calls, shared->found);
	if (!strncmp(shared->found, "answer", 6))
		printf("detail: %s\n", shared->detail);
	tell(&p);
	if (report[0])
		printf("report\n%send\n", report);
	if (over)
		return false;
	if (most_tries) {
		reduce(&p);
		shared->calls = calls;
		if (hangs())
			return false;
		tell(&p);
	}
	/* Not before: what is known is not found. */
	if (shared->nr_known < MAX_KNOWN) {
		struct avoided *avoided = &shared->avoided[shared->nr_known];

		copy_words(shared->known[shared->nr_known++], shared->found);
		if (!most_tries && strncmp(shared->found, "answer", 6) && p.threads == 1)
			*avoided = last;
	}
	return true;
}

static char *file_text(const char *path)
{
	static char text[1 << 20];
	FILE *file = fopen(path, "re");
	size_t length = file ? fread(text, 1, sizeof(text) - 1, file) : 0;

	if (!file) {
		perror(path);
		exit(2);
	}
	fclose(file);
	text[length] = 0;
	return text;
}

/* Each program of a file; how many found something. */
static int replay(const char *path)
{
	const char *text = file_text(path);
	struct program p;
	int number = 0, failed = 0;

	while (*text) {
		text = program_read(&p, text);
		if (!text) {
			printf("not ok - %s: program %d cannot be read\n", path, number);
			return 1;
		}
		number++;
		if (!finds(&p))
			continue;
		failed++;
		printf("not ok - %s: program %d: %s\n", path, number, shared->found);
		tell(&p);
		if (report[0])
			printf("report\n%send\n", report);
	}
	if (!failed)
		printf("ok - %s: %d programs\n", path, number);
	return failed || !number;
}

static void save(const char *folder)
{
	char path[256], text[4096];
	FILE *file;

	snprintf(path, sizeof(path), "%s/corpus", folder);
	file = fopen(path, "we");
	for (u32 i = 0; file && i < shared->nr_corpus; i++) {
		if (shared->gain[i] < ENOUGH_POINTS)
			continue;
		program_print(&shared->corpus[i], text, sizeof(text));
		fputs(text, file);
	}
	if (file)
		fclose(file);
	snprintf(path, sizeof(path), "%s/points", folder);
	file = fopen(path, "we");
	for (size_t i = 0; file && i < sizeof(shared->points); i++) {
		if (shared->points[i])
			fprintf(file, "%zx\n", i);
	}
	if (file)
		fclose(file);
}

int main(int argc, char **argv)
{
	const char *folder = NULL;
	bool only_replay = false, swarm = false;
	int option, failed = 0, found = 0;
	u64 seed = 1;

	device = "/dev/parcel";
	while ((option = getopt(argc, argv, "rwd:s:n:o:t:")) != -1) {
		switch (option) {
		case 'r':
			only_replay = true;
			break;
		case 'w':
			swarm = true;
			break;
		case 'd':
			device = optarg;
			break;
		case 's':
			seed = strtoull(optarg, NULL, 0);
			break;
		case 'n':
			wanted = strtoull(optarg, NULL, 0);
			break;
		case 't':
			most_tries = strtoul(optarg, NULL, 0);
			break;
		case 'o':
			folder = optarg;
			break;
		default:
			return 2;
		}
	}
	target = strstr(device, edu_target.name) ? &edu_target : &parcel_target;
	/* Without its number. */
	sscanf(strrchr(device, '/') + 1, "%31[a-z_]", module);
	if (swarm)
		swarm_set(seed);
	setvbuf(stdout, NULL, _IOLBF, 0);
	kernel_init();
	for (int i = optind; i < argc; i++) {
		const char *text = file_text(argv[i]);
		struct program p;

		if (only_replay)
			failed += replay(argv[i]);
		else
			while (*text && (text = program_read(&p, text)))
				keep(&p, 0);
	}
	if (only_replay)
		return failed != 0;
	for (int round = 0; shared->calls < wanted; round++) {
		int own_messages = messages_open();
		pid_t worker = fork();
		bool wrong;

		if (!worker)
			work(seed * 1000003 + round);
		wrong = wait_for(worker, own_messages);
		close(own_messages);
		if (!wrong)
			continue;
		found += !is_known(shared->found);
		if (!deal_with())
			break;
	}
	printf("%llu calls in %llu programs, %llu of them with answers that depend on time\n",
	       shared->calls, shared->programs, shared->unclear);
	printf("%u programs kept, %u points of the driver reached, %d findings\n",
	       shared->nr_corpus, shared->nr_points, found);
	if (folder)
		save(folder);
	return found != 0;
}
