// `make pages-check`: looks at every page of the site, and at pages of sessions of all kinds, in Chromium.
//
// Each page of the site is opened in one of the eight ways in which a reader may have it, in turns, so that each kind of
// page is seen in all of them; each page of a session in all eight. A second argument is a part of the names of the pages
// to look at.

import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { cpus } from "node:os";
import { basename, join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { named, open, start, ways } from "./browser.mjs";
import * as every from "./page.mjs";
import * as session from "./session.mjs";
import { make } from "./sessions.mjs";

const site = resolve(process.argv[2] ?? "target/book");
const wanted = (file) => basename(file).includes(process.argv[3] ?? "");
const began = Date.now();
const wrong = [];

/** Something is wrong. It is said at once, and counted. */
function complain(...lines) {
    for (const line of lines) console.error(line);
    wrong.push(...lines);
}

/** The anchors of the pages of the site. */
const cache = new Map();
const anchors = (file) => {
    if (!cache.has(file)) {
        const read = () => new Set([...readFileSync(join(site, file), "utf8").matchAll(/ id="([^"]*)"/g)].map((match) => match[1]));
        try {
            cache.set(file, /\.html$/.test(file) ? read() : readFileSync(join(site, file)) && new Set());
        } catch {
            cache.set(file, undefined);
        }
    }
    return cache.get(file);
};

/** Opens a page, does `checks`, and keeps what is wrong. */
async function look(browser, file, way, checks) {
    const { page, problems, close } = await open(browser, file, way);
    const found = [];
    try {
        for (const check of checks(page)) found.push(...(await check()));
    } catch (error) {
        found.push(`it could not be checked: ${error.message.split("\n")[0]}`);
    }
    await close();
    complain(...[...problems, ...found].map((what) => `${basename(file)} (${named(way)}): ${what}`));
}

/** A page of the site. What takes long is done on every eighth page and on the first of a kind: the walk with the keyboard, and
 * a look at its sessions with axe. */
function ofSite(file, way, walks) {
    return (page) => [
        () => every.fits(page),
        () => every.speaks(page, way.lang),
        () => every.leads(page, anchors),
        () => every.accessible(page, walks ? [".bytes"] : [".session", "#why"]),
        ...(page.url().endsWith("/search.html") ? [() => searches(page)] : []),
        ...(walks ? [() => every.copies(page), () => every.switches(page, way.lang), () => every.keyboard(page)] : []),
    ];
}

/** The search finds words of both languages, and says so when there are none. */
async function searches(page) {
    const found = [];
    for (const [words, least] of [["client-tls", 5], ["ssl_read", 1], ["セッション 再開", 1], ["SESSION", 5], ["zzzz", 0]]) {
        await page.fill("#query", words);
        const count = await page.locator(".found li:visible").count();
        if (count < least || (least === 0 && count > 0)) found.push(`the search finds ${count} for ${words}`);
    }
    await page.fill("#query", "");
    return found;
}

/** A page of a session, in way number `at`. What does not depend on the way is checked in the first, and a part in each. */
function ofSession(kind, number, at) {
    const way = ways[at];
    const whole = at === number % ways.length; // each of the ways has a page on which everything is checked
    const one = kind !== "several";
    return (page) => [
        () => every.fits(page),
        () => every.speaks(page, way.lang),
        ...(whole ? [() => every.accessible(page)] : []),
        ...(kind === "redacted" ? [] : [() => session.lights(page, way.lang)]),
        ...(one ? [() => session.arrows(page)] : []),
        ...(whole ? [
            () => every.leads(page, () => undefined),
            () => every.switches(page, way.lang),
            ...(kind === "redacted" ? [] : [() => session.bytes(page), () => session.computes(page), () => every.copies(page)]),
            () => session.eavesdrops(page),
            () => session.prints(page),
            () => every.keyboard(page),
        ] : []),
    ];
}

/** A page is readable without its script, in both languages. */
async function withoutScript(browser, file) {
    for (const lang of ["en", "ja"]) {
        const way = { lang, scheme: "light", width: 1280 };
        const { page, close } = await open(browser, file, { ...way, script: false });
        const title = page.locator("h1").first();
        if (!(await title.isVisible()) || !(await page.locator(`h1 [lang=${lang}]`).first().isVisible())) {
            complain(`${basename(file)} (${named(way)}): without its script, there is nothing to read`);
        }
        await close();
    }
}

/** A session of a thousand records opens in time, and scrolls to its end. */
async function long(browser, file) {
    const way = { lang: "en", scheme: "light", width: 1280 };
    await look(browser, file, way, (page) => [
        () => every.fits(page),
        () => every.accessible(page, [".bytes", ".run"]),
        async () => {
            const { records, took } = await page.evaluate(() => ({
                records: document.querySelectorAll("details.record, .brief tr").length,
                took: performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd,
            }));
            await page.keyboard.press("End");
            await page.locator("#why .glossary > div").last().scrollIntoViewIfNeeded();
            return records >= 1000 && took < 10_000 ? [] : [`it has ${records} records and opens in ${took} ms`];
        },
    ]);
}

/** tidy finds nothing. It does not know that links of SVG have `href`, and that addresses may be Japanese. */
async function valid(file) {
    const options = ["-errors", "-quiet", "-utf8", "--drop-empty-elements", "no", "--warn-proprietary-attributes", "no", "--fix-uri", "no"];
    const tidy = spawn("tidy", [...options, file], { stdio: ["ignore", "ignore", "pipe"] });
    const said = await text(tidy.stderr);
    complain(...said.split("\n").filter(Boolean).map((line) => `${basename(file)}: tidy: ${line}`));
}

const pages = await make(site, resolve("target/pages/sessions"));
const files = readdirSync(site).filter((file) => file.endsWith(".html")).sort();
const { long: longest, ...sessions } = pages;

const jobs = [];
Object.entries(sessions).forEach(([kind, file], number) => {
    ways.forEach((way, at) => jobs.push([file, (browser) => look(browser, file, way, ofSession(kind, number, at))]));
});
jobs.push([sessions.normal, (browser) => withoutScript(browser, sessions.normal)]);
jobs.push([longest, (browser) => long(browser, longest)]);
const kinds = new Set();
files.forEach((file, at) => {
    const way = ways[at % ways.length];
    const kind = /^(program-|ch\d|\d)/.exec(file)?.[1] ?? file;
    const walks = at % 8 === 0 || !kinds.has(kind);
    kinds.add(kind);
    jobs.push([file, (browser) => look(browser, join(site, file), way, ofSite(file, way, walks))]);
});
for (const file of [...Object.values(pages), ...files.map((file) => join(site, file))]) jobs.push([file, () => valid(file)]);

// Each worker has a browser, with a clipboard of its own.
const todo = jobs.filter(([file]) => wanted(file));
const count = todo.length;
await Promise.all(Array.from({ length: Math.max(2, Math.min(cpus().length, 8)) }, async () => {
    const browser = await start();
    for (let job = todo.shift(); job; job = todo.shift()) await job[1](browser);
    await browser.close();
}));

const seconds = ((Date.now() - began) / 1000).toFixed(0);
console.log(`${files.length} pages of the site, ${Object.keys(pages).length} of sessions; ${count} looks, ${wrong.length} things wrong, ${seconds} s`);
process.exit(wrong.length > 0 ? 1 : 0);
