// SPDX-License-Identifier: GPL-2.0-only
// On the page of what the compilers see: a box that leaves only the rows that have the words in it.
document.addEventListener("DOMContentLoaded", () => {
	const section = document.getElementById("what-the-compilers-see");
	if (!section)
		return;
	const rows = [...section.querySelectorAll("tbody tr")];
	const label = document.createElement("label");
	const field = document.createElement("input");
	const count = document.createElement("output");

	field.type = "search";
	field.placeholder = "use after, E0382, own-check ...";
	label.append("Only rows with ", field, " ", count);
	section.querySelector("h1").after(label);
	field.addEventListener("input", () => {
		const words = field.value.toLowerCase().split(/\s+/);
		let shown = 0;

		for (const row of rows) {
			const text = row.textContent.toLowerCase();

			row.hidden = !words.every(word => text.includes(word));
			shown += !row.hidden;
		}
		count.value = `${shown} of ${rows.length}`;
	});
});
