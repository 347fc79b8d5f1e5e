// SPDX-License-Identifier: GPL-2.0-only
/* What tools/rename makes of before.c. */
DEFINE_OWN_REF(box_ref, box_own, struct box, refs);
DEFINE_OWN_REF_ADOPTED(pid_ref, struct pid, get_pid, put_pid);
DEFINE_OWN_RESULT(level_result, u32);
DEFINE_OWN_RESULT_PTR(settings_found, struct settings);
DEFINE_OWN_REVOCABLE(gate_depot, gate_ref, struct gate, depot, depot_own, struct depot);
DEFINE_OWN_SLICE(slice_of_records, struct record);
DEFINE_OWN_USER_ALLOC(content_own, bytes, length);
/* What has its name from the user's tag keeps it. */
DEFINE_OWN(user_read_own, struct user_read_state, user_read_free);
DEFINE_REFERENCE(slices, my_slice_len, slice_lengthen, struct slices);

static int gather(struct own_bytes_mut payload, struct own_bytes whole, const struct slice_of_records *all)
{
	struct own_user_reader from = own_user_reader_from(u64_to_user_ptr(address), length, least, most);
	struct own_cursor at = own_cursor_from(whole);

	own_result(own_bytes_mut_result, part, own_bytes_mut_sub(payload, start, own_slice_len(whole)));
	own_result(own_u32_result, word, own_cursor_le32(&at));
	err = own_user_read(slice, &from, own_value(part)) ?: own_user_write(object, &to, &segment);
	own_slice_for_each(byte, own_slice_of_member(own_bytes, own_use(c), bytes, length))
		sum += *byte;
	own_slice_for_each_reverse(byte, own_slice_mut_of_member(own_bytes_mut, own_mut(c), bytes, length))
		sum -= *byte;
	own_slice_for_each(record, own_slice_of(slice_of_records, *all))
		count++;
	own_queue_for_each(parcel_queue, parcel, &state->queue)
		own_bytes_copy(payload, own_bytes_const(payload));
	return err;
}

static struct parcel_own_result retry(struct box *box)
{
	own_auto(parcel_own, p);
	own_linear(box_ref, other);

	if (!own_nothing_to_do(box))
		return own_fail(parcel_own, -ENOENT);
	return own_ok(p);
}
