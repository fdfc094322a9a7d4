// All pages: remembers the language, keeps the page's title in it, and adds buttons that copy.
"use strict";
(() => {
    const inputs = document.querySelectorAll("input[name=lang]");
    const remembered = (value) => {
        // A page from a file may have no storage.
        try { return value ? localStorage.setItem("tlsbook-lang", value) : localStorage.getItem("tlsbook-lang"); } catch { return null; }
    };
    const show = (lang) => {
        document.documentElement.lang = lang;
        document.title = document.body.dataset[lang === "ja" ? "titleJa" : "titleEn"];
        for (const button of document.querySelectorAll(".copy button")) button.textContent = lang === "ja" ? "コピー" : "Copy";
    };
    const current = () => [...inputs].find((input) => input.checked)?.value ?? "en";
    // At first the language of the browser.
    const wanted = remembered() ?? (navigator.language.startsWith("ja") ? "ja" : "en");
    for (const input of inputs) {
        if (input.value === wanted) input.checked = true;
        input.addEventListener("change", () => { remembered(input.value); show(input.value); });
    }

    const copy = async (block) => {
        const code = block.querySelector("code");
        try {
            await navigator.clipboard.writeText(code.textContent);
        } catch {
            getSelection().selectAllChildren(code);
            document.execCommand("copy");
        }
    };
    for (const block of document.querySelectorAll(".copy")) {
        const button = document.createElement("button");
        button.type = "button";
        button.addEventListener("click", async () => {
            await copy(block);
            button.textContent = "✓";
            setTimeout(() => show(current()), 1200);
        });
        block.append(button);
    }

    // Paper has no lids.
    addEventListener("beforeprint", () => { for (const lid of document.querySelectorAll("details:not([data-closed-in-print])")) lid.open = true; });
    show(current());
})();
