/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_CHECK_PLAIN_H
#define OWN_CHECK_PLAIN_H

/*
 * --plain: kernel code without own. There is no contract to prove here, so each finding is a
 * likely mistake: on one path through one function, a thing happens that is wrong if the path
 * can be taken and if the object has no other owner.
 *
 * The paths of a function are followed one by one, as states: which value each name has, what
 * is known of its sign, what memory holds, what has ended. Two states that agree in all that is
 * still alive are one. A call that is not known may change all memory but the variables with a
 * cleanup. A function with too many states is left, and nothing more is said of it.
 */
#include <tuple>
#include "check.h"
#include "fold-const.h"

/* What a value may be. A pointer that is an ERR_PTR() counts as negative. */
enum Sign { NEGATIVE = 1, NOTHING = 2, POSITIVE = 4, ANYTHING = 7 };

/* The last two end nothing: the value may be an ERR_PTR(), or is an element of a list. */
enum End { FREED, PUT, MOVED, HEAD, UNCHECKED, ELEMENT };

/* A pointer: what it was derived from, and how far from there, in bits. */
struct Pointer {
	static const HOST_WIDE_INT SOMEWHERE = HOST_WIDE_INT(1) << 60;
	int id;				/* below -1: a constant, see sign_of_constant() */
	HOST_WIDE_INT offset;

	bool operator<(const Pointer &other) const
	{
		return id != other.id ? id < other.id : offset < other.offset;
	}
	bool operator==(const Pointer &other) const
	{
		return id == other.id && offset == other.offset;
	}
};

struct Ended {
	End how;
	location_t at;
	HOST_WIDE_INT offset;		/* HEAD: where in it the list's head is */

	bool operator<(const Ended &other) const
	{
		return how != other.how ? how < other.how : at != other.at ? at < other.at : offset < other.offset;
	}
	bool operator==(const Ended &other) const
	{
		return how == other.how && at == other.at && offset == other.offset;
	}
};

/* What was asked of a value: a comparison with another, or with a constant; or some of its bits. */
struct Asked {
	Pointer left;
	int code;
	Pointer right;			/* -1: the constant */
	HOST_WIDE_INT constant;

	bool operator<(const Asked &o) const
	{
		return std::tie(left, code, right, constant) < std::tie(o.left, o.code, o.right, o.constant);
	}
	bool operator==(const Asked &o) const { return !(*this < o) && !(o < *this); }
};

struct Path {
	std::map<int, Pointer> names;		/* SSA version -> value */
	std::map<int, unsigned> signs;
	std::map<int, Ended> ended;
	std::map<int, int> references;		/* that this function has beside its own */
	std::map<Pointer, Pointer> memory;
	std::map<Asked, bool> answers;		/* of what is asked more than once */
	std::map<Asked, Pointer> bits;
	std::set<int> filled;			/* variables with a cleanup, by number */
	location_t came = 0;			/* the return statement, of those that gcc joined */

	bool operator<(const Path &o) const
	{
		return std::tie(names, signs, ended, references, memory, answers, bits, filled, came) <
		       std::tie(o.names, o.signs, o.ended, o.references, o.memory, o.answers, o.bits, o.filled, o.came);
	}
};

/* The parameters that no path through a function leaves alive, bit n is parameter n. */
struct Ends {
	unsigned freed = 0, put = 0;
};

class PlainReader {
public:
	PlainReader(tree fndecl, bool summary) : decl(fndecl), fun(DECL_STRUCT_FUNCTION(fndecl)),
		only_summary(summary) { }
	void read();
	Ends ends_parameters();

private:
	tree decl;
	function *fun;
	bool only_summary;
	Ends ending = { ~0u, ~0u };
	bool returned = false, cut_short = false;
	location_t came = 0;
	tree answer = NULL_TREE;		/* what is returned, of all paths */
	std::set<tree> cleaned;			/* local variables with a cleanup */
	std::vector<std::set<int>> alive;	/* names, at the beginning of a block */
	std::map<std::tuple<tree, tree, HOST_WIDE_INT>, int> times;	/* how often something is asked */
	std::set<std::pair<location_t, location_t>> said;

	/* plain-values.cc */
	Pointer value(const Path &path, tree operand);
	Pointer place(const Path &path, tree ref);
	unsigned sign(const Path &path, const Pointer &pointer);
	bool narrow(Path &path, const Pointer &pointer, unsigned to);
	bool decide(Path &path, tree name, bool truth, int depth = 0);
	bool decide(Path &path, gcond *cond, bool truth);
	bool decide(Path &path, gswitch *choice, basic_block to);
	bool often(tree left, tree right);
	void count(gimple *stmt);
	bool agrees(Path &path, tree_code code, tree left, tree right, const Pointer &l, const Pointer &r);
	bool compare(Path &path, tree_code code, tree left, tree right, bool truth, int depth);
	void define(Path &path, gimple *stmt);
	void renew(Path &path, int version);
	void forget_memory(Path &path, gcall *call);

	/* plain-flow.cc */
	void find_alive();
	void prune(Path &path, basic_block bb);
	void explore();
	bool worth_it();

	/* plain-rules.cc */
	void step(Path &path, gimple *stmt);
	void call(Path &path, gcall *call);
	void clean(Path &path, gcall *call, tree variable);
	void end(Path &path, gimple *stmt, const Pointer &pointer, End how);
	void use(Path &path, gimple *stmt, const Pointer &pointer, const char *how, bool behind);
	void look_behind(Path &path, gimple *stmt, tree ref);
	void leave(Path &path, greturn *stmt);
	void report(gimple *stmt, const char *rule, const std::string &text, location_t since = 0,
		    const std::string &note = "", location_t where = 0);
};

/* plain-names.cc */
int plain_freed(const char *name);	/* the argument that a function frees, or -1 */
bool plain_puts(const char *name);
bool plain_gets(const char *name);
bool plain_no_use(const char *name);
bool plain_fails_with_errno(const char *name);
bool plain_leaves_memory(const char *name);
bool in_macro(location_t where, const char *with);
bool knows_error_pointers(tree destructor);
Ends plain_ends(tree fndecl);
void forget_plain();

/* plain-break.cc */
void read_breaks(void *fndecl, void *);

/* plain-flow.cc */
void read_plain();

#endif /* OWN_CHECK_PLAIN_H */
