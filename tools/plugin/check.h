/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_CHECK_CHECK_H
#define OWN_CHECK_CHECK_H

/*
 * own-check: a flow-sensitive borrow check of C that uses own, as a GCC plugin.
 *
 * Where it runs.  One IPA pass right behind "build_ssa_passes": every function is in
 * SSA form and nothing has been inlined, so the source's structure is still there: an
 * owner is a local record in memory (its cleanup takes its address), own_use(p) is a load
 * of p.__object, own_take(p) a store to it, the end of a scope a call of
 * __tag_auto_end(&p), a guard a call of class_X_constructor(), a peek a call of
 * tag_peek().  Constructs are recognised by those types, fields and names; the headers
 * need no change.
 *
 * What is computed, for each function:
 *
 *  1. (propagate)  The ORIGINS of each VALUE, flow-insensitively to a fixed point.  A value
 *     is an SSA name or a piece of a local variable (declaration, bit offset).  An
 *     origin is an owner, a guard, a place of a slot, a place of a queue, or (to make
 *     summaries) a parameter.  Copies, PHIs, pointer arithmetic, addresses of members,
 *     local structures and unions, and calls of visible functions carry origins on.  A
 *     pointer that is LOADED from an object carries none of the object's, except through a
 *     list_head of a queue.  __own_object and __own_held are what own_take() moves: no loan.
 *
 *  2. (flow)  Forward dataflow of "may be": for each value the place where it died, for
 *     each crossing value where it was read, for each peek whether it was tested, for
 *     each owner where it was registered.  Deadness belongs to the value and not to the
 *     loan, so a pointer of the last round of a loop (a PHI) stays dead when the loan is
 *     made anew.  An event (owner stored to, cleanup called, slot swapped, queue popped)
 *     kills all values that have the origin.
 *
 *     The state is split by what is known of some flags (zero, nonzero): p.__error of owners,
 *     .enter of scoped guards, and what conditions test.  Without that, the "for"s that
 *     own_scoped_guard() is made of run twice, and correlated tests give false reports.
 *     A call of a function with the error attribute is what own_prove() leaves: the
 *     path ends there, because the other prover speaks of it.
 *
 *  3. (report)  The same once more with mouth open.  Use of a dead value: dereferenced,
 *     passed, stored to what outlives the function, returned.  A guard whose own content
 *     is dead at its destructor.  Escape: a live loan of a local owner or guard that is
 *     stored into memory that is not the same object's.  Every report is at the user's
 *     line with notes where the loan was made and where it died.
 *
 *  4. (summaries)  For a function with a body: which parameters the returned value may
 *     derive from, and of which the queue or slot is changed.  Others derive nothing.
 *
 * What it does not do: pointers through pointers to locals (points-to), pointer fields of
 * objects, aliases of a place by two roots, threads, callees that store what they get.
 */

/* The library's headers go first: gcc's poison malloc() and others. */
#include <map>
#include <set>
#include <string>
#include <vector>

#include "gcc-plugin.h"
#include "tree.h"
#include "tree-pass.h"
#include "context.h"
#include "function.h"
#include "basic-block.h"
#include "gimple.h"
#include "gimple-iterator.h"
#include "tree-cfg.h"
#include "ssa.h"
#include "tree-dfa.h"
#include "cfganal.h"
#include "cgraph.h"
#include "stringpool.h"
#include "attribs.h"
#include "diagnostic-core.h"

struct Options {
	bool peek = true;
	bool unsure = false;
	bool plain = false;
	std::string graph_function, graph_file;
};
extern Options options;

/* A piece of memory: where the way to it begins, and how far it is. */
struct Place {
	tree root = NULL_TREE;		/* SSA name, declaration, or owner's declaration */
	HOST_WIDE_INT offset = 0;	/* bits; -1: unknown */
	bool behind = false;		/* what the root points to, not the root itself */

	bool operator==(const Place &other) const
	{
		return root && root == other.root && offset == other.offset && offset >= 0 &&
		       behind == other.behind;
	}
};

struct Summary {
	unsigned derives = 0;	/* the returned value may derive from these parameters */
	unsigned changes = 0;	/* the queue or slot behind these is popped, swapped */
	unsigned keeps = 0;	/* these are stored in a variable that outlives the call */
	unsigned frees = 0;	/* these are freed */
	unsigned registers = 0;	/* the kernel is given a pointer to these */
	unsigned into[8] = { };	/* what the parameter points to may get pointers from these */
};

Summary summary_of(tree fndecl);
bool call_frees(gimple *stmt, unsigned argument);
void forget_summaries();

enum Kind { OWNER, GUARD, SLOT, QUEUE, WALK, PARAM, LENT, LOCAL, INSIDE };

struct Origin {
	Kind kind;
	tree decl;		/* owner, guard, parameter, local variable */
	Place place;		/* slot, queue */
	std::string name;
};

/* What is known of a flag. */
enum Known { ANY, ZERO, NONZERO };

struct State {
	unsigned long long flags = 0;
	std::vector<location_t> at;	/* 0, or where it became so */

	Known flag(int i) const { return Known(flags >> (2 * i) & 3); }
	void set_flag(int i, Known k)
	{
		flags = (flags & ~(3ull << (2 * i))) | ((unsigned long long)k << (2 * i));
	}
	bool join(const State &other)
	{
		bool changed = false;
		for (size_t i = 0; i < at.size(); i++)
			if (!at[i] && other.at[i]) {
				at[i] = other.at[i];
				changed = true;
			}
		return changed;
	}
};

typedef std::map<unsigned long long, State> States;

class Checker {
public:
	Checker(tree fndecl, bool summary) : decl(fndecl), fun(DECL_STRUCT_FUNCTION(fndecl)),
		only_summary(summary) { }
	void check();
	Summary summarise();

private:
	tree decl;
	function *fun;
	bool only_summary, mouth = false;

	std::vector<Origin> origins;
	std::map<tree, int> value_of_ssa;
	std::map<std::pair<tree, HOST_WIDE_INT>, int> value_of_piece;
	std::map<tree, std::vector<std::pair<HOST_WIDE_INT, int>>> pieces;
	std::map<int, int> holds;		/* piece -> bit: it may still have what was stored there */
	std::vector<std::set<int>> from;	/* origins of a value */
	std::vector<location_t> made;		/* where it was lent first */
	std::vector<std::vector<int>> derived;	/* values of an origin */
	std::map<tree, tree> companion;		/* guard -> the record that it lends */
	std::set<tree> guards;
	int error_flag(tree owner);
	std::map<tree, int> held;		/* guard of a lock that spins -> where it was taken */
	std::map<int, int> shared_on;		/* origins of which another reference is made -> it was */
	struct ByHand { Place place; int bit; location_t where; };
	std::vector<ByHand> by_hand;		/* locks that spin, taken without a guard */
	void layout_by_hand(gimple *stmt);
	void lock_by_hand(gcall *call, State &st);
	void sleep_in_atomic(gimple *stmt, State &st);
	bool had(tree guard, const State &st);
	void spin_in_raw(gcall *call);
	std::map<tree, int> taken;		/* owner that is filled once -> where its object was taken */
	std::map<std::pair<tree, tree>, int> pushed;	/* owner and type of queue */
	void returned_local(int v, gimple *stmt, State &st, location_t where);
	void local_kept(gimple *stmt, State &st);
	void errno_of_taken(gcall *call, State &st);
	bool refilled(tree owner);
	void unproved_message(gimple *stmt, State &st);
	void took(tree lhs, gimple *stmt, State &st);
	tree pushed_object(gcall *call);
	void pushed_again(gcall *call, State &st);
	void misc_of_open_file(gcall *call);
	void reference_of_raw(gcall *call);
	void lent_is_kept(gimple *stmt);
	void changed_behind(gimple *stmt);
	void published();
	void untested_callback();
	void compared(gimple *stmt);
	void graph();
	void not_followed(gcall *call);
	std::map<location_t, std::string> why;
	std::map<gimple *, int> lends;		/* what lent_by() said before */
	bool changed, frozen = false;		/* frozen: no new values or origins */

	/* Layout of a state, behind the values. */
	std::map<std::pair<tree, HOST_WIDE_INT>, int> moved;
	std::vector<std::pair<Place, int>> may_be_empty;
	std::map<tree, int> untested;
	std::map<tree, int> registered;
	std::map<tree, std::set<int>> registered_if;	/* answer of a call -> bits that it is about */
	int width = 0;
	std::map<std::pair<tree, HOST_WIDE_INT>, int> flag_of_piece;
	std::map<tree, int> flag_of_ssa;
	int flags = 0;
	std::map<edge, States> out;
	std::set<gimple *> said, said_unsure;
	std::set<std::pair<location_t, location_t>> said_dead;	/* once for each loan and death */

	/* values */
	int value(tree name);
	int piece(tree variable, HOST_WIDE_INT offset);
	bool add(int to, int origin, location_t where);
	bool carry(int to, int source, bool but_guards = false);
	int origin(Kind kind, tree variable, const Place &place, const std::string &name);
	bool local_ref(tree ref, tree *variable, HOST_WIDE_INT *offset, HOST_WIDE_INT *size);
	void pieces_of(tree ref, std::vector<int> &result);
	void sources(tree operand, std::vector<int> &result);
	void call_sources(gcall *call, std::vector<int> &result, int *made_origin);
	int lent_by(gimple *stmt);
	int find_lent_by(gimple *stmt);
	void find_companions();
	void propagate();
	unsigned parameters(const std::vector<int> &values);
	void adopt(gimple *stmt);
	void handed_out(gimple *stmt, State *st);
	int read_inside(gimple *stmt);
	void propagate_stmt(gimple *stmt);
	void layout();

	/* flow */
	void flow();
	void block(basic_block bb);
	bool transfer(gimple *stmt, State &st);
	void events(gcall *call, State &st);
	void removed(gcall *call, State &st, const Place &place);
	void order(gcall *call);
	void freed(tree argument, gcall *call, State &st);
	void kill(State &st, int origin, location_t where, const std::string &text, tree but = NULL_TREE);
	void kill_decl(State &st, Kind kind, tree variable, location_t where, const std::string &text);
	void kill_place(State &st, const Place &place, Kind kind, location_t where, const char *text);
	void uses(gimple *stmt, State &st);
	void deref(tree ref, gimple *stmt, State &st);
	void use(int v, gimple *stmt, State &st, const char *how, location_t where = 0);
	void store(gimple *stmt, State &st);
	void store(tree lhs, tree value, gimple *stmt, State &st);
	void read_value(tree operand, gimple *stmt, State &st);
	void define(tree lhs, gimple *stmt, State &st);
	Known known(const State &st, tree operand);
	tree tested(tree operand, bool *negated, int *flag);
	bool refine(State &st, gcond *cond, bool truth);
	tree peek_root(tree pointer);
	int empty_slot(const Place &place);

	void copies(gimple *stmt);
	bool being_made(tree pointer);
	void written_over(tree pointer, gimple *stmt);
	void report(gimple *stmt, const char *rule, const std::string &text, location_t lent = 0,
		    const std::string &lent_text = "", location_t died = 0, const std::string &died_text = "",
		    location_t where = 0);
};

/* types.cc */
const char *name_of(tree decl);
const char *type_name(tree type);
bool begins(const char *text, const char *with);
bool ends(const char *text, const char *with);
tree field(tree type, const char *name);
bool is_owner(tree type);
bool is_slot(tree type);
bool counted_owner(tree variable);
bool is_crossing(tree type);
bool is_queue(tree type);
tree owning_part(tree type, int depth = 0);
std::string nice_type(tree type);
tree callee(gimple *stmt);
const char *callee_name(gimple *stmt);
tree pointed_to(tree pointer);
bool is_peek(gimple *stmt);
bool is_unproved(gimple *stmt);
bool has_contract(tree fndecl, const char *kind, const char *name);
unsigned contract_mask(tree fndecl, const char *kind);
bool has_role(tree node, const char *role);
tree named_by(tree variable, const char *attribute);
tree field_with_role(tree type, const char *role);
bool is_lent_record(tree type);
bool does(gimple *stmt, const char *role);
bool may_point(tree lhs, gimple *stmt);

/* source.cc */
location_t user_line(location_t where);
bool spelt_in_own(location_t where);
bool is_library(tree fndecl);
bool is_kernels(tree fndecl);
bool is_local(tree decl);
bool is_ssa_function(tree fndecl);
std::string quoted(const char *name);

/* places.cc */
gimple *definition(tree name);
tree owner_loaded(gimple *stmt);
Place place_of(tree ref);
Place place_behind(tree pointer);
tree address_of_local(tree argument);
tree list_walked(gimple *stmt);

/* loans.cc */
bool moves(gimple *stmt);

/* origins.cc */
std::string lender(const Origin &origin);

/* rule-order.cc */
gimple *made_by(tree value, gimple *call);
tree taken_for(tree value, gimple *call);

/* ends.cc */
void forget_ends();
void find_ends(tree fndecl);
int ended_by(tree fndecl);

/* rule-shared.cc */
void forget_counted();
void find_counted(tree fndecl);

/* atomic.cc */
void forget_atomic();
bool sleeps(tree fndecl);
void find_handlers(tree fndecl);
void find_static_handlers();
location_t handler_at(tree fndecl);
bool takes_spinning(gimple *stmt);

/* irqchip.cc */
void forget_irqchips();
void find_irqchips();
void find_irqchips_in(gimple *stmt);

/* optional.cc */
void forget_optional();
void find_optional(tree fndecl);

/* begun.cc */
void note_init(tree fndecl);
void never_begun();

/* setup.cc */
void forget_published();

/* keepers.cc */
struct Registering { const char *name; unsigned argument; };
bool comes_back(const char *name);	/* does the kernel use it by itself, whatever happens? */
int kept_by(const char *name);		/* the argument that the kernel keeps, or -1 */
int let_go_by(const char *name);	/* the argument that it has no more, or -1 */
bool forgets_all(const char *name);
int freed_by(const char *name);

#endif /* OWN_CHECK_CHECK_H */
