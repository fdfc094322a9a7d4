// What holds on the page of a session, besides what holds on every page.

import { execFileSync } from "node:child_process";

/** Each byte of each record stands in exactly one field, which has a text in both languages. */
export async function bytes(page) {
    return page.evaluate(() => {
        const wrong = [];
        const bytesOf = (element) => element.textContent.replace(/\s/g, "").length / 2;
        for (const block of document.querySelectorAll(".bytes")) {
            const where = block.closest("[id]").id;
            const pieces = [...block.querySelector(".hex").children];
            const leaves = [...block.querySelectorAll(".tree [data-f]")].filter((row) => !row.querySelector("[data-f]"));
            const numbers = leaves.map((row) => row.dataset.f).join();
            if (numbers !== [...pieces.keys()].join()) wrong.push(`${where}: the fields are ${numbers} of ${pieces.length} pieces of hex`);
            const inside = pieces.reduce((sum, piece) => sum + bytesOf(piece), 0);
            if (inside !== bytesOf(block.querySelector(".hex")) || !Number.isInteger(inside)) wrong.push(`${where}: bytes stand outside of the fields`);
            for (const row of leaves) {
                const link = row.querySelector(":scope > a:not(.same)");
                const text = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
                const says = (lang) => text?.querySelector(`p[lang=${lang}]`)?.textContent;
                if (!says("en") || !says("ja")) wrong.push(`${row.id} has no text: ${row.textContent}`);
            }
        }
        for (const session of document.querySelectorAll("article.session")) {
            const records = [...session.querySelectorAll("details.record, .brief tr")];
            const numbers = records.map((record) => Number(/r(\d+)$/.exec(record.id)[1])).sort((a, b) => a - b);
            if (numbers.some((number, at) => number !== at + 1)) wrong.push(`the records of ${session.id} are ${numbers}`);
            for (const record of records.filter((record) => record.matches("details"))) {
                const hex = record.querySelector(".hex");
                const [, high, low] = /^..\s+.. ..\s+(..) (..)/.exec(hex.textContent) ?? [];
                if (bytesOf(hex) !== 5 + parseInt(high + low, 16)) wrong.push(`${record.id} has ${bytesOf(hex)} bytes`);
            }
        }
        if (document.querySelectorAll(".bytes .hex i").length < 100) wrong.push("there are hardly any bytes");
        return wrong;
    });
}

/** A field lights its bytes, a byte its field; the reason stands beside them, in the reader's language. */
export async function lights(page, lang) {
    const wrong = [];
    const row = page.locator(".message .tree [data-f]", { hasText: /^Version/ }).first();
    await row.locator("> a").first().focus();
    const state = () =>
        page.evaluate(() => ({
            bytes: [...document.querySelectorAll(".hex i.lit")].map((piece) => piece.textContent).join(),
            field: document.querySelector(".tree li.lit")?.textContent ?? "",
            said: [...document.querySelectorAll(".panel p")].filter((text) => text.checkVisibility()).map((text) => text.textContent).join(" "),
        }));
    const focused = await state();
    if (focused.bytes !== "03 03") wrong.push(`the version lights ${focused.bytes}`);
    if (!(lang === "ja" ? /中継装置/ : /[Mm]iddleboxes/).test(focused.said)) wrong.push(`of the version, the page says ${focused.said}`);
    await page.keyboard.press("Escape");
    const after = await state();
    if (after.bytes || after.said) wrong.push("Escape does not end it");
    await page.locator(".message .hex i").nth(2).click();
    const clicked = await state();
    if (!clicked.field.startsWith("Version")) wrong.push(`the bytes of the version light ${clicked.field}`);
    await page.keyboard.press("Escape");
    return wrong;
}

/** An arrow leads to its message. */
export async function arrows(page) {
    const arrow = page.locator(".axis a:visible").first();
    const target = (await arrow.getAttribute("href")).slice(1);
    await arrow.click();
    await page.waitForFunction((id) => location.hash === `#${id}`, target);
    const top = await page.evaluate((id) => document.getElementById(id).getBoundingClientRect().top, target);
    return top >= 0 && top < 400 ? [] : [`an arrow leads to ${target}, which stands at ${top}`];
}

/** Somebody who only listens sees no plaintext, no secret and no title of what is protected. */
export async function eavesdrops(page) {
    await page.click("label[for=eavesdropper]");
    const wrong = await page.evaluate(() => {
        const secrets = [...document.querySelectorAll(".hid .hex i, .hid .outcome code")].map((one) => one.textContent.replace(/\s/g, ""));
        const seen = document.querySelector("main").innerText.replace(/\s/g, "");
        // A binder is computed with secrets, and stands in a Client Hello.
        const clear = [...document.querySelectorAll(".message.e-clear .hex")].map((hex) => hex.textContent.replace(/\s/g, "")).join();
        const leaked = secrets.filter((secret) => secret.length >= 32 && seen.includes(secret) && !clear.includes(secret));
        const shown = [...document.querySelectorAll(".hid")].filter((one) => one.checkVisibility());
        const titles = [...document.querySelectorAll(".message:not(.e-clear) h3")].filter((one) => one.checkVisibility());
        return [
            ...leaked.map((secret) => `an eavesdropper sees ${secret}`),
            ...shown.map((one) => `an eavesdropper sees ${one.outerHTML.slice(0, 120)}`),
            ...titles.filter((title) => !title.textContent.startsWith("?")).map((title) => `an eavesdropper sees ${title.textContent}`),
        ];
    });
    await page.click("label[for=eavesdropper]");
    return wrong;
}

/** Each command of the key schedule prints the value that stands above it. */
export async function computes(page) {
    const steps = await page.evaluate(() =>
        [...document.querySelectorAll(".step")].flatMap((step) => {
            const command = step.querySelector("pre.copy code")?.textContent;
            return command ? [{ name: step.id, command, value: step.querySelector(".outcome code").textContent }] : [];
        }),
    );
    const printed = ({ command }) => execFileSync("sh", ["-c", command], { encoding: "utf8" }).replace(/\s/g, "");
    const wrong = steps.filter((step) => printed(step) !== step.value).map(({ name }) => `the command of ${name} prints another value`);
    return steps.length > 5 ? wrong : [`only ${steps.length} steps have commands`];
}

/** Paper has no lids and no bar. */
export async function prints(page) {
    await page.emulateMedia({ media: "print" });
    const pdf = await page.pdf({ format: "A4" });
    const { width, height } = page.viewportSize();
    await page.setViewportSize({ width: 700, height }); // A4 without its margins
    const wrong = await page.evaluate(() => {
        const cut = document.documentElement.scrollWidth > innerWidth ? ["it is too wide for paper"] : [];
        const white = document.querySelector(".offers .won");
        if (white && getComputedStyle(white).printColorAdjust !== "exact") cut.push("what was chosen is white on no ground");
        const closed = [...document.querySelectorAll("details:not([open])")].filter((lid) => !("closedInPrint" in lid.dataset));
        const bar = document.querySelector(".bar").checkVisibility();
        return [...cut, ...closed.map((lid) => `closed on paper: ${lid.textContent.slice(0, 60)}`), ...(bar ? ["the bar is printed"] : [])];
    });
    await page.emulateMedia({ media: null });
    await page.setViewportSize({ width, height });
    return pdf.subarray(0, 5).toString() === "%PDF-" ? wrong : [...wrong, "it cannot be printed"];
}
