# SPDX-License-Identifier: GPL-2.0-only
#
# The targets a person types.  What kbuild builds is in Kbuild; what a target does is
# in tools/.  A target is one line here that calls a tool, and a "## word" after its
# name that "make help" prints.

KDIR ?= /lib/modules/$(shell uname -r)/build
KBUILD := $(MAKE) -C $(KDIR) M=$(CURDIR) --no-print-directory

.DEFAULT_GOAL := modules

##@ Modules, as any out-of-tree module: for the running kernel, or KDIR=

.PHONY: modules
modules: kdir ## parcel.ko, edu.ko and their unsafe twins (what plain make does)
	@$(KBUILD) modules

.PHONY: modules_install
modules_install: kdir ## install them for that kernel
	@$(KBUILD) modules_install

.PHONY: compile_commands.json
compile_commands.json: kdir ## how each file is compiled, for editors
	@$(KBUILD) modules
	@tools/compile-commands $(KDIR)

.PHONY: install
install: ## headers, pkg-config file, own-check and its kin, into PREFIX=/usr/local; DESTDIR=
	@tools/install --prefix '$(or $(PREFIX),/usr/local)' --destdir '$(DESTDIR)' library tools

.PHONY: deb
deb: ## Debian's packages own-dev, own-tools and parcel-dkms, into build/deb
	@tools/deb

.PHONY: clean
clean: ## remove what was built here (the kernels in the cache stay)
	@tools/clean

.PHONY: kdir
kdir:
	@[ -e $(KDIR)/Makefile ] || { echo "make: $(KDIR) holds no kernel headers: install \
	those of the running kernel, or say KDIR=... (make kernel makes one ready)" >&2; exit 1; }

##@ See it: each does its own set-up, and says what it downloads

.PHONY: demo
demo: setup ## the same attacks on both drivers, one table; BUG=name, DEVICE=edu, ARCH=arm64, RUST=1
	@tools/demo $(if $(filter-out x86 x86_64,$(ARCH)),--kernel $(ARCH)) $(if $(DEVICE),--device $(DEVICE)) $(if $(RUST),--rust) $(BUG)

.PHONY: shell
shell: setup ## a shell in a VM with both modules; K=kasan for the other kernel
	@tools/build $(or $(K),stock) > build/shell.log 2>&1 || { cat build/shell.log >&2; exit 1; }
	@tools/vm/vm shell $(or $(K),stock)

##@ Test it

.PHONY: check
check: setup ## every quick test (builds the KASAN kernel first); ONLY="kunit style" for some
	@tools/check $(if $(AGAIN),--again) $(ONLY)

.PHONY: check-all
check-all: setup ## all there are, except those that have just passed
	@tools/check --all $(if $(AGAIN),--again) $(if $(UNTIL),--until $(UNTIL)) $(ONLY)

.PHONY: soak
soak: setup ## every attack many times, on every kernel; N=50
	@tools/soak $(or $(N),50) $(K)

.PHONY: evidence
evidence: setup ## run all that Documentation/evidence.rst tells, and write it anew
	@tools/evidence

.PHONY: kunit
kunit: setup ## the KUnit suites; S="box ref" for some of them, K=kcsan
	@tools/kunit $(or $(K),kasan) $(S)

.PHONY: sweep
sweep: setup ## every call of the driver, its allocations and user copies failing in turn
	@tools/sweep $(or $(K),kasan)

.PHONY: fuzz
fuzz: setup ## random calls at /dev/parcel, led by the code they reach; MINUTES=10 for more than one machine
	@tools/fuzz $(if $(MINUTES),--minutes $(MINUTES))

.PHONY: coverage
coverage: setup ## which lines of the safe driver and of the library the tests run
	@tools/coverage

.PHONY: reject
reject: setup ## C that must not compile, and C that must
	@tools/compile-check

.PHONY: fuzz-compile
fuzz-compile: setup ## random functions that own, right and with a fault; N=1000 for more
	@N=$(N) tools/fuzz-compile

.PHONY: cost
cost: setup ## own and hand-written careful C, instruction for instruction
	@tools/cost

.PHONY: bench
bench: setup ## what each call costs, beside the same driver in careful C
	@tools/bench

.PHONY: analyze
analyze: setup ## what a reviewer would run on a driver; M=path/to/yours
	@tools/analyze/analyze $(if $(M),M=$(M))

.PHONY: qualify
qualify: setup ## which compilers can be relied on: gcc 12 to 16, clang 19 and 21 to 23
	@tools/setup analyze compilers
	@tools/compilers/qualify

.PHONY: style
style: setup ## checkpatch, licence lines, scripts
	@tools/style

##@ Read it

.PHONY: htmldocs
htmldocs: setup ## the guide and the reference, as web pages
	@tools/htmldocs

##@ Learn it

.PHONY: slides
slides: setup ## slides for the teacher, for any browser
	@tools/slides

.PHONY: lab
lab: setup ## the labs of the workshop; N=1 lays one out in labs/
	@tools/lab $(N)

# The environment may have a NAME of its own; only what is typed is meant.
.PHONY: lab-check
lab-check: export LAB_STUDENT = $(if $(filter command,$(origin NAME)),$(NAME))
lab-check: setup ## build lab N=1, boot, try it: one line for each aim; REPORT=FILE for the teacher
	@tools/lab --check $(N) $(if $(REPORT),--report '$(REPORT)')

.PHONY: lab-hint
lab-hint: ## the next of three hints for lab N=1
	@tools/lab --hint $(N)

.PHONY: lab-solution
lab-solution: ## the difference between your lab N=1 and a solution
	@tools/lab --solution $(N)

.PHONY: quiz
quiz: ## ten snippets: does it compile, and what happens if it runs?
	@tools/quiz

.PHONY: bundle
bundle: setup ## the workshop as one archive, for machines without a network
	@tools/bundle

.PHONY: lab-reports
lab-reports: ## who is at which lab, from what lab-check REPORT= wrote; FILES="a b"
	@tools/lab --gather $(FILES)

##@ The rest

.PHONY: kernel
kernel: setup ## make a test kernel ready and say where: K=stock, kasan or kcsan
	@tools/vm/vm kernel $(or $(K),stock)

.PHONY: setup
setup: ## install what the targets above need
	@mkdir -p build
	@tools/setup build vm

.PHONY: help
help: ## this screen
	@tools/help $(firstword $(MAKEFILE_LIST))
