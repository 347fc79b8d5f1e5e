// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a file operation drops what the file owns
 * Rust: E0507
 * gcc: error: '_Generic' selector of type 'const struct session \*' is not compatible
 * clang context-analysis: error: controlling expression type 'const struct session \*' not compatible with any generic
 * coccinelle: silent: no rule looks for it
 * sparse: warning: no generic selection for 'struct session const \*'
 * sparse: warning: invalid initializer
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

int flush(struct file *file, fl_owner_t id)
{
#ifdef MENDED
	return session_file_of(file)->opened ? 0 : -ENODEV;
#else
	own_auto(session_own, session, session_file_of(file));	/* ERROR */
	return 0;
#endif
}
