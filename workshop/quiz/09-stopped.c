// SPDX-License-Identifier: GPL-2.0-only
/*
 * Question: A user chose offset 8 and length SIZE_MAX - 4; the message has 16 bytes.
 * a: The sum of the two wraps, so the test passes: it reads far outside.
 * b: It compiles, and returns -ERANGE.
 * c: It does not compile: offset is not proved to be less than the length.
 * d: It compiles, and stops the kernel with BUG().
 * Answer: b
 * gcc: silent
 * own-check: silent
 * stock: quiz: -34
 * kasan: quiz: -34
 *
 * own_bytes_sub() compares when it runs, and adds nothing, so nothing wraps. What the compiler
 * insists on is that its answer is looked at before own_value().
 */
#include <linux/module.h>
#include <own/slice.h>

static noinline int first_of_part(struct own_bytes message, size_t offset, size_t length)
{
	own_result(own_bytes_result, part, own_bytes_sub(message, offset, length));
	if (own_none(part))
		return own_err(part);

	own_result(own_bytes_item, byte, own_bytes_get(own_value(part), 0));
	return own_none(byte) ? own_err(byte) : *own_value(byte);
}

/* What follows runs it. */
static int __init quiz_init(void)
{
	static const u8 message[16] = "message";

	pr_info("quiz: %d\n", first_of_part(own_slice_of(own_bytes, message), 8, SIZE_MAX - 4));
	return 0;
}

static void __exit quiz_exit(void)
{
}

module_init(quiz_init);
module_exit(quiz_exit);
MODULE_DESCRIPTION("Stopped when it runs");
MODULE_LICENSE("GPL");
