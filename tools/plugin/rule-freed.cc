// SPDX-License-Identifier: GPL-2.0-only
/* Rules freed and queue: an object is ended or removed behind its owner. */
#include "check.h"

void Checker::freed(tree argument, gcall *call, State &st)
{
	std::vector<int> in;

	sources(argument, in);
	for (int v : in)
		for (int o : from[v]) {
			if (origins[o].kind != OWNER || is_lent_record(TREE_TYPE(origins[o].decl)) || st.at[v])
				continue;
			int error = error_flag(origins[o].decl);
			Place place = place_behind(argument);
			if (place.offset == 0 && (error < 0 || st.flag(error) != NONZERO))
				report(call, "freed", "the object of " + lender(origins[o]) +
				       " is freed by hand here, and its owner will drop it again", made[v], "it was had here");
		}
}

/* An element is removed from a queue: it must have been found on that one. */
void Checker::removed(gcall *call, State &, const Place &place)
{
	std::vector<int> in;
	bool other = false, this_one = false;
	int v0 = 0;

	sources(gimple_call_arg(call, 1), in);
	for (int v : in)
		for (int o : from[v])
			if (origins[o].kind == QUEUE || origins[o].kind == WALK) {
				v0 = v;
				if (origins[o].place == place || origins[o].place.offset < 0)
					this_one = true;
				else
					other = true;
			}
	if (other && !this_one && place.root && place.offset >= 0)
		report(call, "queue", "an element is removed from another queue than the one that it was found on",
		       made[v0], "it was found here");
}
