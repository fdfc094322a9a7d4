// The search page: shows the entries that have all the words, in either language. Blanks and signs that join words do
// not count: "clienthello" finds "Client Hello", "key share" finds "key_share".
"use strict";
(() => {
    const query = document.getElementById("query");
    const found = document.getElementById("found");
    const joined = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s_-]+/g, "");
    const entries = [...document.querySelectorAll(".found li")].map((entry) => [entry, joined(entry.textContent)]);
    const filter = () => {
        const words = query.value.split(/\s+/).map(joined).filter(Boolean);
        let count = 0;
        for (const [entry, text] of entries) {
            entry.hidden = !words.every((word) => text.includes(word));
            count += entry.hidden ? 0 : 1;
        }
        const japanese = document.documentElement.lang === "ja";
        found.textContent = words.length === 0 ? "" : japanese ? `${count}件` : `${count} found`;
        document.getElementById("nothing").hidden = count > 0;
    };
    document.getElementById("search").hidden = false;
    query.addEventListener("input", filter);
    // A browser that goes back to the page fills the field in again.
    filter();
    query.focus();
})();
