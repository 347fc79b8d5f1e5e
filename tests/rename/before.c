// SPDX-License-Identifier: GPL-2.0-only
/* What tools/rename makes after.c of. */
DEFINE_REF(box_ref, box_own, struct box, refs);
DEFINE_REF_ADOPTED(pid_ref, struct pid, get_pid, put_pid);
DEFINE_RESULT(level_result, u32);
DEFINE_RESULT_PTR(settings_found, struct settings);
DEFINE_REVOCABLE(gate_depot, gate_ref, struct gate, depot, depot_own, struct depot);
DEFINE_SLICE(slice_of_records, struct record);
DEFINE_USER_ALLOC(content_own, bytes, length);
/* What has its name from the user's tag keeps it. */
DEFINE_OWN(user_read_own, struct user_read_state, user_read_free);
DEFINE_REFERENCE(slices, my_slice_len, slice_lengthen, struct slices);

static int gather(struct slice_mut payload, struct slice whole, const struct slice_of_records *all)
{
	struct user_reader from = user_reader_from(u64_to_user_ptr(address), length, least, most);
	struct slice_cursor at = slice_cursor_from(whole);

	own_result(slice_mut_result, part, slice_mut_sub(payload, start, slice_len(whole)));
	own_result(u32_result, word, slice_cursor_le32(&at));
	err = user_read(slice, &from, own_value(part)) ?: user_write(object, &to, &segment);
	slice_for_each(byte, slice_of_member(slice, own_use(c), bytes, length))
		sum += *byte;
	slice_for_each_reverse(byte, slice_mut_of_member(slice_mut, own_mut(c), bytes, length))
		sum -= *byte;
	slice_for_each(record, slice_of(slice_of_records, *all))
		count++;
	queue_for_each(parcel_queue, parcel, &state->queue)
		slice_copy(payload, slice_const(payload));
	return err;
}

static struct parcel_own_result retry(struct box *box)
{
	own_auto(parcel_own, p, own_nothing(parcel_own));
	own_linear(box_ref, other, own_nothing(box_ref));

	if (!own_nothing_to_do(box))
		return own_nothing(parcel_own);
	return own_ok(p);
}
