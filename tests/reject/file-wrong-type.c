// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the data of an open file is used as something else
 * Rust: E0308
 * gcc: error: initialization of 'const struct box \*' from incompatible pointer type 'const struct session \*'
 * clang: error: incompatible pointer types initializing 'const struct box \*' with an expression of type 'const struct session \*'
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: no rule looks for it
 * sparse: warning: incorrect type in initializer \(different base types\)
 */
#include "../prelude.h"

#include <own/file.h>

struct session {
	unsigned int opened;
};

void session_free(struct session *session);
DEFINE_OWN(session_own, struct session, session_free);


struct session_own_result session_make(struct inode *inode, struct file *file);
DEFINE_OWN_FILE(session_file, session_own, struct session, session_make);

int ask(struct file *file)
{
#ifdef MENDED
	const struct session *session = session_file_of(file);

	return session->opened;
#else
	const struct box *box = session_file_of(file);	/* ERROR */

	return box->id;
#endif
}
