// `make screenshots`: the pictures in docs/, in both languages. A picture that grows too large is an error.

import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { open, start } from "./browser.mjs";

const site = resolve(process.argv[2] ?? "target/book");
const LIMIT = 200 * 1024;

/** A picture: its name, the page, where it begins, and what is done before. */
const SHOTS = [
    ["index", "index.html", "h1"],
    ["session", "6.1-session.html", "#m1", (page) => page.locator("#m1\\.version > a").first().focus()],
    ["failed", "6.1-tampered.html", ".story"],
    ["keys", "6.1-session.html", "#keys"],
];

const browser = await start();
for (const lang of ["en", "ja"]) {
    for (const [name, file, place, act] of SHOTS) {
        const { page, close } = await open(browser, join(site, file), { lang, scheme: "light", width: 1040 }, { height: 640 });
        if (act) await act(page);
        await page.evaluate((place) => {
            const bar = document.querySelector(".bar").offsetHeight;
            scrollTo(0, document.querySelector(place).getBoundingClientRect().top + scrollY - bar - 24);
        }, place);
        await page.waitForTimeout(300);
        const picture = join("docs", lang === "ja" ? `page-${name}.ja.png` : `page-${name}.png`);
        await page.screenshot({ path: picture });
        await close();
        const { size } = statSync(picture);
        if (size > LIMIT) throw new Error(`${picture} has ${size} bytes, more than ${LIMIT}`);
        console.log(`${picture}: ${size} bytes`);
    }
}
await browser.close();
