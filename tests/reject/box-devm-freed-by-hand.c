// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: what devm allocated is freed by hand as well (CVE-2026-63907)
 * Rust: E0308 (it is a Devres<T>)
 * gcc: error: attempt to use poisoned
 * clang context-analysis: error: attempt to use a poisoned identifier
 * coccinelle: silent: the compilers reject it
 * sparse: silent: it knows no poison
 */
#include "../prelude.h"
#include <linux/device.h>

#include <own/device.h>

struct sva {
	u32 pasid;
};
DEFINE_OWN(sva_own, struct sva, OWN_KMALLOC);
DEFINE_OWN_DRVDATA(sva_data, sva_own, struct sva);
#include <own/strict.h>

int sva_probe(struct device *dev, bool fails)
{
#ifdef MENDED
	own_auto(sva_own, s, own_alloc(sva_own, GFP_KERNEL));
#else
	/* SAFETY: it was just allocated for us. (It was not.) */
	own_auto(sva_own, s, own_unsafe_result(sva_own,
					       devm_kzalloc(dev,	/* ERROR: gcc clang context-analysis */
							    sizeof(struct sva), GFP_KERNEL)));
#endif
	if (own_none(s))
		return own_err(s);
	if (fails)
		return -ENODEV;
	return sva_data_set(dev, own_take(s));
}
