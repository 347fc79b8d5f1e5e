// SPDX-License-Identifier: GPL-2.0-only
// On the page of what the compilers see: leaves only the rows with these words, seen by this checker.
document.addEventListener("DOMContentLoaded", () => {
	const section = document.getElementById("what-the-compilers-see");
	if (!section)
		return;
	const rows = [...section.querySelectorAll("details.seen")];
	const form = document.createElement("form");
	const field = document.createElement("input");
	const choice = document.createElement("select");
	const count = document.createElement("output");
	const seers = row => [...row.querySelectorAll("summary [class]")].map(one => one.textContent);
	const names = [...new Set(rows.flatMap(seers))].sort();

	field.type = "search";
	field.placeholder = "kfree, E0382, on some path ...";
	field.ariaLabel = "Only rows with these words";
	choice.ariaLabel = "Only rows that are seen by";
	for (const name of ["seen by any or none", "seen by none", ...names.map(name => `seen by ${name}`)])
		choice.add(new Option(name));
	form.id = "filter";
	form.append(field, " ", choice, " ", count);
	section.querySelector("section").before(form);
	form.addEventListener("submit", event => event.preventDefault());
	form.addEventListener("input", () => {
		const words = field.value.toLowerCase().split(/\s+/);
		const name = names[choice.selectedIndex - 2];

		for (const row of rows) {
			const text = row.textContent.toLowerCase();
			const seen = seers(row);

			row.hidden = !words.every(word => text.includes(word)) ||
				!(name ? seen.includes(name) : choice.selectedIndex === 0 || !seen.length);
		}
		for (const part of section.querySelectorAll("section"))
			part.hidden = !part.querySelector("details.seen:not([hidden])");
		count.value = `${rows.filter(row => !row.hidden).length} of ${rows.length}`;
	});
});
