// SPDX-License-Identifier: GPL-2.0-only
/* One message for each mistake, in lines of the user's file. */
#include "check.h"

/* What to do about a mistake, in a few words. */
static const char *help_for(const char *rule)
{
	static const struct { const char *rule, *help; } all[] = {
		{ "dead", "use it before, or let the owner or guard live longer" },
		{ "escape", "store a reference of its own, or a copy of what is needed" },
		{ "copy", "pass a pointer to it, or move the object with own_take()" },
		{ "written", "drop what it has, and set the other members by name" },
		{ "value", "hand it to an owner with own_auto() and take it from there" },
		{ "taken", "use it, or ask for its errno, before own_take()" },
		{ "counted", "keep a reference in the structure: a tag_slot or tag_once" },
		{ "shared", "put what it points to under OWN_LOCKED(), or give it an owner" },
		{ "peek", "compare it with NULL first" },
		{ "registered", "take it back from the kernel before the object is dropped" },
		{ "alias", "pass it once" },
		{ "order", "read into a variable first, and take last" },
		{ "queue", "take it off the queue that it is on" },
		{ "freed", "let own_drop() end it" },
	};

	for (auto &one : all)
		if (!strcmp(rule, one.rule))
			return one.help;
	return NULL;
}

void Checker::report(gimple *stmt, const char *rule, const std::string &text, location_t lent,
		     const std::string &lent_text, location_t died, const std::string &died_text, location_t where)
{
	where = user_line(where ? where : gimple_location(stmt));

	/* Returns that were merged have no line. */
	if (where <= BUILTINS_LOCATION)
		where = lent ? user_line(lent) : DECL_SOURCE_LOCATION(decl);
	/* One mistake, one message. */
	if (!said.insert(stmt).second)
		return;
	auto_diagnostic_group group;
	if (!warning_at(where, 0, "own: %s [own-check=%s]", text.c_str(), rule))
		return;
	if (lent)
		inform(user_line(lent), "%s", lent_text.c_str());
	if (died)
		inform(user_line(died), "%s", died_text.c_str());
	if (const char *help = help_for(rule))
		inform(where, "help: %s", help);
}

/* With -unsure: a loan goes to a function that is not seen and has no contract. */
void Checker::not_followed(gcall *call)
{
	if (!callee(call) || is_ssa_function(callee(call)) || fndecl_built_in_p(callee(call)) ||
	    lookup_attribute("own_contract", DECL_ATTRIBUTES(callee(call))) || kept_by(callee_name(call)) >= 0)
		return;
	for (unsigned i = 0; i < gimple_call_num_args(call); i++) {
		std::vector<int> in;
		sources(gimple_call_arg(call, i), in);
		for (int v : in)
			if (!from[v].empty() && said_unsure.insert(call).second) {
				inform(user_line(gimple_location(call)), "own-check does not follow what %qs does with this",
				       callee_name(call));
				return;
			}
	}
}
