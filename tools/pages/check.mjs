// `make pages-check`: looks at every page of the site, and at pages of sessions and comparisons of all kinds, in Chromium.
//
// Each page is opened once, and turned to all eight ways in which a reader may have it: that everything fits and is in the
// reader's language is checked in each. axe-core looks in light and dark. What takes long is done once for each kind of page:
// the walk with the keyboard; axe-core on every byte, on a page of each kind of session. A second argument is a part of the
// names of the pages to look at. With `--once`, each page of the site is seen in one of the ways only, chosen by its number.

import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { cpus } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { named, open, start, turn, ways } from "./browser.mjs";
import { compare, sessions as made } from "./made.mjs";
import * as every from "./page.mjs";
import * as session from "./session.mjs";

const [folder = "target/book", part = ""] = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const site = resolve(folder);
const once = process.argv.includes("--once");
const began = Date.now();
const SCHEMES = ["light", "dark"];
const wrong = [];

/** Something is wrong. It is said at once, and counted. */
function complain(...lines) {
    for (const line of lines) console.error(line);
    wrong.push(...lines);
}

/** The pages in a folder and those below it. */
const pagesIn = (folder) => readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".html")).sort().map((file) => join(folder, file));

/** The anchors of a file; `undefined` if there is no such file. */
const cache = new Map();
function anchors(file) {
    const read = () => [...(/\.html$/.test(file) ? readFileSync(file, "utf8").matchAll(/ id="([^"]*)"/g) : readFileSync(file) && [])];
    if (!cache.has(file)) {
        try {
            cache.set(file, new Set(read().map((match) => match[1])));
        } catch {
            cache.set(file, undefined);
        }
    }
    return cache.get(file);
}

/** Opens page number `number`, does the checks `inEach` way, and then those `atLast`; keeps what is wrong. */
async function look(browser, file, number, { inEach = () => [], atLast = () => [] }) {
    // Each way is the last one, in which most is done, of some pages.
    const all = [...ways.slice(number % ways.length), ...ways.slice(0, number % ways.length)];
    const turns = once && file.startsWith(site) ? all.slice(-1) : all;
    const name = basename(file);
    const { page, problems, close } = await open(browser, file, turns[0]);
    const check = async (way, checks) => {
        for (const one of checks) complain(...(await one()).map((what) => `${name} (${named(way)}): ${what}`));
    };
    try {
        for (const way of turns) {
            await turn(page, way);
            await check(way, [() => every.fits(page), () => every.speaks(page, way.lang), ...inEach(page, way)]);
        }
        await check(turns.at(-1), [() => every.leads(page, (link) => anchors(resolve(dirname(file), link))), ...atLast(page, turns.at(-1))]);
    } catch (error) {
        problems.push(`it could not be checked: ${error.message.split("\n")[0]}`);
    }
    await close();
    complain(...problems.map((what) => `${name}: ${what}`));
}

/** A page of the site. The bytes of its sessions are left to the pages of sessions. */
const ofSite = (walks) => ({
    atLast: (page, way) => [
        ...(page.url().endsWith("/search.html") ? [() => searches(page)] : []),
        ...(walks ? [() => every.copies(page), () => every.keyboard(page)] : []),
        () => every.accessible(page, ".bytes, .record, .brief, #why", once ? [way.scheme] : SCHEMES),
    ],
});

/** The search finds words of both languages, and says so when there are none. */
async function searches(page) {
    const found = [];
    for (const [words, least] of [["client-tls", 5], ["ssl_read", 1], ["セッション 再開", 1], ["SESSION", 5], ["supported versions", 1], ["decrypt_error", 1], ["clienthello", 1], ["盗聴", 1], ["wireshark", 1], ["zzzz", 0]]) {
        await page.fill("#query", words);
        const count = await page.locator(".found li:visible").count();
        if (count < least || (least === 0 && count > 0)) found.push(`the search finds ${count} for ${words}`);
    }
    await page.fill("#query", "");
    return found;
}

/** A page of a session of this kind. */
function ofSession(kind) {
    const secrets = kind !== "redacted";
    return {
        inEach: (page, way) => [
            ...(secrets ? [() => session.lights(page, way.lang)] : []),
            ...(kind === "several" ? [] : [() => session.arrows(page)]),
        ],
        atLast: (page) => [
            ...(secrets ? [() => session.bytes(page), () => session.computes(page), () => every.copies(page)] : []),
            () => session.eavesdrops(page),
            () => every.keyboard(page),
            () => session.prints(page),
            () => every.accessible(page, "", SCHEMES),
        ],
    };
}

/** A session of a thousand records opens in time, and scrolls to its end. */
const OF_LONG = {
    atLast: (page) => [
        async () => {
            const { records, took } = await page.evaluate(() => ({
                records: document.querySelectorAll("details.record, .brief tr").length,
                took: performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd,
            }));
            await page.keyboard.press("End");
            await page.locator("#why .glossary div").last().scrollIntoViewIfNeeded();
            return records >= 1000 && took < 10_000 ? [] : [`it has ${records} records and opens in ${took} ms`];
        },
        () => every.accessible(page, ".bytes, .run", SCHEMES),
    ],
};

/** The first two questions of the index lead to their answers: why a Client Hello says TLS 1.2, and what an eavesdropper sees. */
async function answers(browser) {
    const html = readFileSync(join(site, "index.html"), "utf8");
    const [why, sees] = [...html.matchAll(/<li><a href="([^"#]*)(#[^"]*)"/g)].map(([, file, anchor]) => ({ file, anchor }));
    for (const width of [400, 1280]) {
        const way = { lang: "en", scheme: "light", width };
        const ask = async ({ file, anchor }, answered) => {
            const { page, close } = await open(browser, join(site, "index.html"), way);
            await page.goto(pathToFileURL(join(site, file)).href + anchor);
            const isAnswered = await page.waitForFunction(answered, undefined, { timeout: 5000 }).catch(() => undefined);
            if (!isAnswered) complain(`index.html (${named(way)}): ${file}${anchor} gives no answer`);
            await close();
        };
        await ask(why, () => /middleboxes|中継装置/.test(document.querySelector(".panel:not([hidden])")?.innerText) && document.querySelector(".hex i.lit"));
        await ask(sees, () => {
            const { top } = document.querySelector("#time").getBoundingClientRect();
            return document.getElementById("eavesdropper").checked && top >= 0 && top < innerHeight / 3;
        });
    }
}

/** A page is readable without its script, in both languages. */
async function withoutScript(browser, file) {
    for (const lang of ["en", "ja"]) {
        const way = { lang, scheme: "light", width: 1280 };
        const { page, close } = await open(browser, file, way, { script: false });
        const title = page.locator("h1").first();
        if (!(await title.isVisible()) || !(await page.locator(`h1 [lang=${lang}]`).first().isVisible())) {
            complain(`${basename(file)} (${named(way)}): without its script, there is nothing to read`);
        }
        await close();
    }
}

/** tidy finds nothing. It does not know that links of SVG have `href`, and that addresses may be Japanese. */
async function valid(file) {
    const options = ["-errors", "-quiet", "-utf8", "--drop-empty-elements", "no", "--warn-proprietary-attributes", "no", "--fix-uri", "no"];
    const tidy = spawn("tidy", [...options, file], { stdio: ["ignore", "ignore", "pipe"] });
    const said = await text(tidy.stderr);
    complain(...said.split("\n").filter(Boolean).map((line) => `${basename(file)}: tidy: ${line}`));
}

const { long, ...sessions } = await made(site, resolve("target/pages/sessions"));
const compared = pagesIn(compare(resolve("target/pages/compared")));
const pages = pagesIn(site);

// The long ones first, so that no worker has one left when the others are done.
const jobs = [[long, (browser) => look(browser, long, 0, OF_LONG)], [sessions.normal, (browser) => withoutScript(browser, sessions.normal)]];
jobs.push([join(site, "index.html"), answers]);
Object.entries(sessions).forEach(([kind, file], number) => jobs.push([file, (browser) => look(browser, file, number, ofSession(kind))]));
const kinds = new Set();
[...compared, ...pages].forEach((file, number) => {
    const kind = kindOf(file);
    const walks = !kinds.has(kind);
    kinds.add(kind);
    jobs.push([file, (browser) => look(browser, file, number, ofSite(walks))]);
});
for (const file of [long, ...Object.values(sessions), ...compared, ...pages]) jobs.push([file, () => valid(file)]);

/** What kind of page it is: of which there are many, or itself. */
function kindOf(file) {
    if (!file.startsWith(site) || dirname(file) !== site) return `compared ${basename(file) === "index.html"}`;
    const kind = /^(program-|ch\d|\d)/.exec(basename(file))?.[1] ?? file;
    return kind === file || !/\d/.test(kind) || kind.startsWith("ch") ? kind : `experiment ${readFileSync(file, "utf8").includes('id="why"')}`;
}

// Each worker has a browser, with a clipboard of its own.
const todo = jobs.filter(([file]) => relative(site, file).includes(part));
const count = new Set(todo.map(([file]) => file)).size;
await Promise.all(Array.from({ length: Math.max(2, Math.min(cpus().length, 8)) }, async () => {
    const browser = await start();
    for (let job = todo.shift(); job; job = todo.shift()) await job[1](browser);
    await browser.close();
}));

const seconds = ((Date.now() - began) / 1000).toFixed(0);
console.log(`${count} pages, ${once ? "those of the site in one way" : `in ${ways.length} ways`} each: ${wrong.length} things wrong, ${seconds} s`);
process.exit(wrong.length > 0 ? 1 : 0);
