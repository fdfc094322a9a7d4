// What holds on every page. Each check returns what is wrong, in words.

import { readFileSync } from "node:fs";
import { installed } from "./browser.mjs";

const AXE = readFileSync(installed.resolve("axe-core/axe.min.js"), "utf8");

/** Everything fits the width; wide things scroll by themselves. */
export async function fits(page) {
    return page.evaluate(() => {
        const wide = document.documentElement.scrollWidth;
        if (wide <= innerWidth) return [];
        const right = (element) => element.getBoundingClientRect().right;
        const widest = [...document.querySelectorAll("main *, .bar *")].filter((element) => right(element) >= wide - 1).at(-1);
        return [`it is ${wide} pixels wide, because of ${widest?.outerHTML.slice(0, 120)}`];
    });
}

/** What axe-core finds in these schemes. What matches `without` is taken out of the page before, so this comes last. */
export async function accessible(page, without, schemes) {
    await page.evaluate((without) => {
        for (const element of without ? document.querySelectorAll(without) : []) element.remove();
    }, without);
    await page.evaluate(AXE);
    const found = [];
    // Only the contrast depends on the scheme.
    for (const [at, colorScheme] of schemes.entries()) {
        const runOnly = at > 0 ? ["color-contrast"] : undefined;
        await page.emulateMedia({ colorScheme });
        const run = (runOnly) => axe.run({ resultTypes: ["violations"], preload: false, ...(runOnly ? { runOnly } : {}) });
        for (const { id, impact, nodes } of (await page.evaluate(run, runOnly)).violations) {
            found.push(`axe (${colorScheme}): ${id} (${impact}), ${nodes.length} times: ${nodes[0].html.slice(0, 160)}`);
        }
    }
    return found;
}

/** Nothing is shown in the other language, and no words are missing in this one. */
export async function speaks(page, lang) {
    return page.evaluate((lang) => {
        const wrong = [];
        const other = lang === "ja" ? "en" : "ja";
        if (document.documentElement.lang !== lang) wrong.push(`the page says that it is in ${document.documentElement.lang}`);
        if (!document.title) wrong.push("it has no title");
        const count = (lang) => document.querySelectorAll(`body [lang=${lang}]`).length;
        if (count("en") !== count("ja")) wrong.push(`${count("en")} phrases are English, ${count("ja")} Japanese`);
        const shown = [...document.querySelectorAll(`body [lang=${other}]`)].find((element) => element.checkVisibility());
        if (shown) wrong.push(`this is in the other language: ${shown.outerHTML.slice(0, 120)}`);
        // A name for those who hear the page is in one language, unless it stands in a text that is.
        const named = [...document.querySelectorAll("body [aria-label]:not([lang] *, .panel *)")];
        if (named.length) wrong.push(`this has a name in one language only: ${named[0].outerHTML.slice(0, 120)}`);
        const titles = [...document.querySelectorAll("h1")].filter((one) => one.checkVisibility());
        if (titles.length !== 1) wrong.push(`it has ${titles.length} titles`);
        return wrong;
    }, lang);
}

/** Each link leads to something. `anchors(file)` has those of another page; `undefined`: there is no such page. */
export async function leads(page, anchors) {
    const { links, own } = await page.evaluate(() => ({
        links: [...new Set([...document.querySelectorAll("a[href]")].map((link) => link.getAttribute("href")))],
        own: [...document.querySelectorAll("[id]")].map((element) => element.id),
    }));
    const ids = new Set(own);
    if (ids.size !== own.length) return [`an anchor stands twice: ${own.find((id, at) => own.indexOf(id) !== at)}`];
    return links.filter((link) => !link.startsWith("https://")).flatMap((link) => {
        const [file, anchor] = link.split("#");
        const there = file ? anchors(decodeURIComponent(file)) : ids;
        if (!there) return [`a link leads nowhere: ${link}`];
        return anchor && !there.has(decodeURIComponent(anchor)) ? [`a link leads to no anchor: ${link}`] : [];
    });
}

/** The first button that copies does so, by the keyboard; each block has one. */
export async function copies(page) {
    const blocks = page.locator(".copy:visible");
    if ((await page.locator(".copy").count()) !== (await page.locator(".copy > button").count())) return ["a block has no button"];
    if ((await blocks.count()) === 0) return [];
    await blocks.first().locator("button").press("Enter");
    const [copied, text] = [await page.evaluate(() => navigator.clipboard.readText()), await blocks.first().locator("code").textContent()];
    return copied === text ? [] : [`a button copies ${JSON.stringify(copied)} instead of ${JSON.stringify(text)}`];
}

const REACHABLE = "a[href], button, input, summary, [tabindex]";

/** Tab reaches everything that can be reached and shows where it is, Enter opens each lid, and arrow keys walk through trees. */
export async function keyboard(page) {
    await page.evaluate(() => {
        const ring = (element) => {
            const { outlineStyle, outlineWidth } = getComputedStyle(element);
            return outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
        };
        globalThis.reached = new Set();
        globalThis.unmarked = [];
        addEventListener("focusin", ({ target }) => {
            reached.add(target);
            if (![target, ...(target.labels ?? [])].some(ring)) unmarked.push(target.outerHTML.slice(0, 120));
        });
        document.activeElement.blur();
        scrollTo(0, 0);
    });
    const most = await page.evaluate((reachable) => document.querySelectorAll(reachable).length, REACHABLE);
    for (let count = 0; count < most + 5; count++) {
        await page.keyboard.press("Tab");
        if (await page.evaluate(() => document.activeElement.matches("details:not([open]) > summary"))) await page.keyboard.press("Enter");
    }
    return page.evaluate((reachable) => {
        const press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
        const walk = (key) => {
            for (let before = null; before !== document.activeElement; press(key)) before = document.activeElement;
        };
        const wrong = unmarked.slice(0, 3).map((html) => `the focus is not shown on ${html}`);
        for (const lid of document.querySelectorAll("details:not([open])")) {
            if (lid.checkVisibility()) wrong.push(`the keyboard does not open ${lid.outerHTML.slice(0, 120)}`);
        }
        for (const tree of document.querySelectorAll(".tree")) {
            if (!tree.checkVisibility()) continue;
            const stops = [...tree.querySelectorAll(reachable)].filter((element) => element.tabIndex >= 0);
            if (stops.length !== 1 || !reached.has(stops[0])) return [`Tab stops ${stops.length} times in a tree`];
            stops[0].focus();
            walk("ArrowUp");
            for (let before = null; before !== document.activeElement; press("ArrowDown")) {
                before = document.activeElement;
                walk("ArrowRight");
            }
        }
        // Arrow keys change between the radio buttons of a group.
        const isReached = (element) => reached.has(element) || [...reached].some((one) => one.name && one.name === element.name);
        // What the panel with the reasons has in it is new with each field.
        const missed = [...document.querySelectorAll(reachable)].filter((element) => element.checkVisibility() && !isReached(element) && !element.closest(".panel"));
        if (missed.length) wrong.push(`the keyboard misses ${missed.length}: ${missed[0].outerHTML.slice(0, 160)}`);
        return wrong;
    }, REACHABLE);
}
