// The page of a session: bytes and fields light each other, and the reason why a field is there stands beside them.
"use strict";
(() => {
    const panel = document.createElement("aside");
    panel.className = "panel";
    panel.hidden = true;
    panel.setAttribute("aria-live", "polite");
    document.body.append(panel);

    let lit = [];
    const dark = () => {
        for (const [element, name] of lit) element.classList.remove(name);
        lit = [];
    };
    const light = (element, name) => {
        if (!element) return;
        element.classList.add(name);
        lit.push([element, name]);
    };

    // The leaves of a row, as the numbers of the pieces of hex.
    const range = (row) => {
        const [from, to] = (row.dataset.f ?? "-1").split("-").map(Number);
        return [from, to ?? from];
    };
    const pieces = (row) => {
        const [from, to] = range(row);
        const hex = row.closest(".bytes").firstElementChild.children;
        return from < 0 ? [] : [...hex].slice(from, to + 1);
    };
    const show = (row, scroll) => {
        dark();
        light(row, "lit");
        const own = pieces(row);
        for (const piece of own) light(piece, "lit");
        if (scroll && own.length) {
            const box = own[0].parentElement;
            box.scrollTop = own[0].offsetTop - box.offsetTop - box.clientHeight / 3;
        }
        for (const link of row.querySelectorAll(":scope > a.same")) {
            const other = document.getElementById(decodeURIComponent(link.hash.slice(1)));
            if (other?.dataset.f) for (const piece of pieces(other)) light(piece, "again");
            else light(other, "again");
        }
    };

    // A text stands beside what it explains, with its source, or with others below a source.
    const textsOf = (target) => {
        const from = document.createElement("p");
        from.className = "from";
        const source = target.querySelector(".from") ?? target.parentElement.querySelector(".from");
        from.append(...source.cloneNode(true).childNodes);
        return [...target.querySelectorAll("p[lang]"), from].map((text) => text.cloneNode(true));
    };
    // The texts that the links of a row lead to.
    const tell = (row) => {
        const targets = [...row.querySelectorAll(":scope > a:not(.same)")].map((link) => document.getElementById(link.hash.slice(1)));
        const found = targets.filter(Boolean);
        panel.hidden = found.length === 0;
        if (panel.hidden) return;
        const close = document.createElement("button");
        close.type = "button";
        close.textContent = "×";
        close.setAttribute("aria-label", "Close / 閉じる");
        close.addEventListener("click", () => { panel.hidden = true; });
        const title = document.createElement("strong");
        title.textContent = row.querySelector("a, span").textContent;
        panel.replaceChildren(close, title, ...found.flatMap(textsOf));
    };

    const rowOf = (target) => target.closest?.(".tree [data-f]");
    // The row of a piece of hex: the leaf with its number.
    const rowOfPiece = (target) => {
        const piece = target.closest?.(".hex i");
        if (!piece) return null;
        const number = [...piece.parentElement.children].indexOf(piece);
        return piece.closest(".bytes").querySelector(`.tree [data-f="${number}"]:not(:has([data-f]))`);
    };
    const act = (event) => {
        const piece = rowOfPiece(event.target);
        const row = piece ?? rowOf(event.target);
        if (!row) return;
        show(row, !piece);
        tell(row);
    };
    // Only a pointer that is moved counts, not one below which the page scrolls.
    let waiting = 0;
    document.addEventListener("pointermove", (event) => {
        if (event.pointerType === "touch") return;
        clearTimeout(waiting);
        waiting = setTimeout(() => act(event), 60);
    });
    document.addEventListener("focusin", act);
    document.addEventListener("click", (event) => {
        const row = rowOfPiece(event.target);
        if (row) {
            row.scrollIntoView({ block: "nearest" });
            act(event);
            return;
        }
        // A link to a text shows it beside the bytes; with a key held down it leads there.
        const link = event.target.closest?.(".tree a:not(.same)");
        if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
            event.preventDefault();
            act(event);
        }
    });
    document.addEventListener("keydown", (event) => {
        if (event.key === "Escape") {
            panel.hidden = true;
            dark();
        }
        const to = beside(event);
        if (!to) return;
        event.preventDefault();
        to.focus();
    });

    // Tab stops once in a tree. Arrow keys walk from row to row, and along a row.
    const STOPS = "a[href], [tabindex]";
    for (const tree of document.querySelectorAll(".tree")) {
        [...tree.querySelectorAll(STOPS)].forEach((stop, number) => { stop.tabIndex = number === 0 ? 0 : -1; });
    }
    document.addEventListener("focusin", ({ target }) => {
        const tree = target.closest?.(".tree");
        if (!tree) return;
        tree.querySelector("[tabindex='0']").tabIndex = -1;
        target.tabIndex = 0;
    });
    function beside({ key, target }) {
        const row = rowOf(target);
        const steps = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 };
        if (!row || !(key in steps)) return null;
        const along = key === "ArrowRight" || key === "ArrowLeft";
        const from = along ? target : row;
        const all = [...(along ? row.querySelectorAll(":scope > a[href], :scope > [tabindex]") : row.closest(".tree").querySelectorAll("[data-f]"))];
        const to = all[all.indexOf(from) + steps[key]];
        return along ? to : to?.querySelector(STOPS);
    }

    // What an anchor leads to may be folded; a field is lit, and its reason shown; `#eavesdropper` turns the switch.
    const eavesdropper = document.getElementById("eavesdropper");
    const open = () => {
        const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
        for (let lid = target?.closest("details"); lid; lid = lid.parentElement.closest("details")) lid.open = true;
        if (target?.closest("details")) target.scrollIntoView();
        if (target === eavesdropper && target) {
            target.checked = true;
            document.querySelector(".axis")?.closest("section").scrollIntoView();
        }
        if (target?.matches(".tree [data-f]")) {
            show(target, true);
            tell(target);
        }
    };
    addEventListener("hashchange", open);
    // The browser itself goes to the anchor when the page has been loaded.
    addEventListener("load", () => setTimeout(open));
})();
