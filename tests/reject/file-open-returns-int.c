// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the function that makes the data of a file forgets to make it
 * Rust: E0308
 * gcc: error: '_Generic' selector of type 'int' is not compatible
 * clang context-analysis: error: controlling expression type 'int' not compatible with any generic
 * coccinelle: silent: no rule looks for it
 * sparse: warning: no generic selection for 'int'
 * sparse: warning: invalid initializer
 */
#include "../prelude.h"

#include <own/file.h>

struct session {
	unsigned int opened;
};

void session_free(struct session *session);
DEFINE_OWN(session_own, struct session, session_free);


#ifdef MENDED
struct session_own_result session_make(struct inode *inode, struct file *file);
#else
int session_make(struct inode *inode, struct file *file);
#endif
DEFINE_OWN_FILE(session_file, session_own, struct session, session_make);	/* ERROR */
