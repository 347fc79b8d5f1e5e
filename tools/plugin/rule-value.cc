// SPDX-License-Identifier: GPL-2.0-only
/* Rule value: what crosses functions is handed on once. */
#include "check.h"

void Checker::read_value(tree operand, gimple *stmt, State &st)
{
	tree variable;
	HOST_WIDE_INT offset, size;

	if (!operand || !is_crossing(TREE_TYPE(operand)))
		return;
	if (!local_ref(operand, &variable, &offset, &size)) {
		tree base = get_base_address(operand);
		if (mouth && base && (TREE_CODE(base) == MEM_REF || (DECL_P(base) && !is_local(base))))
			report(stmt, "value", "a value that owns is read out of memory that keeps it, so it has two owners (like Rust E0507)");
		return;
	}
	auto one = moved.find(std::make_pair(variable, offset));
	if (one == moved.end())
		return;
	if (mouth && st.at[one->second])
		report(stmt, "value", "the value in " + quoted(name_of(variable)) +
		       " is used here, but on some path it was handed on before (like Rust E0382)",
		       st.at[one->second], "it was handed on here");
	st.at[one->second] = gimple_location(stmt);
}
