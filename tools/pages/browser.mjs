// Chromium, and pages opened in it as a reader would: in a language, in light or dark, in a window of some width.

import { createRequire } from "node:module";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// `make` installs what package.json names into target/pages.
export const installed = createRequire(join(process.cwd(), "target/pages/"));
const { chromium } = installed("playwright-core");

/** What a reader may have: both languages, light and dark, a telephone and a screen. */
export const ways = ["en", "ja"].flatMap((lang) =>
    ["light", "dark"].flatMap((scheme) => [400, 1280].map((width) => ({ lang, scheme, width }))),
);

export const named = ({ lang, scheme, width }) => `${lang}, ${scheme}, ${width} px`;

/** A browser of its own, with a clipboard of its own. */
export function start() {
    const places = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    const executablePath = places.find((place) => place && existsSync(place));
    if (!executablePath) throw new Error("Chromium is missing. Install it (Debian: chromium), or set CHROMIUM to its path.");
    return chromium.launch({ executablePath });
}

/** Opens a file. `problems` collects what the page says on its console, and what it asks for besides itself. */
export async function open(browser, file, way, { height = 900, script = true } = {}) {
    const context = await browser.newContext({ javaScriptEnabled: script, permissions: ["clipboard-read", "clipboard-write"] });
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    const [own, problems] = [pathToFileURL(file).href, []];
    page.on("console", (message) => problems.push(`the console says: ${message.text()}`));
    page.on("pageerror", (error) => problems.push(`a script fails: ${error.message}`));
    page.on("request", (request) => {
        if (request.url().split("#")[0] !== own) problems.push(`something is loaded: ${request.url()}`);
    });
    await page.setViewportSize({ width: way.width, height });
    await page.goto(own);
    await turn(page, way, height);
    return { page, problems, close: () => context.close() };
}

/** Turns an open page to another way. */
export async function turn(page, { lang, scheme, width }, height = 900) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: scheme });
    await page.click(`label[for=lang-${lang}]`);
}
