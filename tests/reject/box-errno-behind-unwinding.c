// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct but rejected: a label behind which a loop undoes what was done, and then the errno decides
 * Rust: none (it compiles)
 * gcc: warning: own: 'p' is used here, but on some path it was taken or dropped before
 * clang: warning: own: 'p' is used here, but on some path it was taken or dropped before
 * context-analysis: silent: it does not prove
 * coccinelle: silent: it is correct
 * sparse: silent: it is correct
 */
#include "../prelude.h"

int port_open(int port);
void port_close(int port);

int send(size_t len, int ports)
{
	int ret, i;
	u32 tag;

	own_auto(parcel_own, p, parcel_new(len));
	if (own_none(p))
		return own_err(p);
	tag = own_use(p)->tag;
	for (i = 0; i < ports; i++) {
		ret = port_open(i);
		if (ret)
			goto close;
	}
	ret = parcel_setup(own_mut(p));
	if (ret)
		goto close;
	parcel_send(own_take(p));
close:
	while (i--)
		port_close(i);
	if (ret)
#ifdef MENDED
		pr_err("parcel %u: %d\n", tag, ret);
#else
		pr_err("parcel %u: %d\n", own_use(p)->tag, ret);	/* ERROR */
#endif
	return ret;
}
