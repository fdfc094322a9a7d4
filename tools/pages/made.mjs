// Pages that the site has not: of sessions of all kinds, from its captures and by programs with `--report`; and of a comparison
// with the C programs of the tests.

import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";
import { join } from "node:path";

const CARGO = process.env.CARGO ?? "cargo";
const run = (program, ...rest) => ["run", "--quiet", "--bin", program, "--", ...rest];

/** The kinds of sessions: each with its experiment, and the program whose capture has it. */
const KINDS = {
    normal: ["6.1-session", "client-tls"],
    psk: ["6.3-session", "client-tls-psk"],
    resumed: ["6.4-session", "client-tls-resume"],
    "early-data": ["6.5-session", "client-tls-eld"],
    retry: ["6.2-retry", "client-tls-exts"],
    mutual: ["6.1-mutual", "client-tls-mutual"],
    failed: ["6.1-tampered", "client-tls"],
    tls12: ["6.1-tls12", "client-tls"],
};

/** Makes the pages of sessions in a folder, and returns their paths by their kinds. */
export async function sessions(site, folder) {
    mkdirSync(folder, { recursive: true });
    const pages = {};
    const explain = (name, experiment, program, ...options) => {
        const captures = readdirSync(join(site, "captures", experiment), { recursive: true });
        const capture = captures.find((file) => new RegExp(`(^|/)${program}-\\d+\\.pcapng$`).test(file));
        pages[name] = join(folder, `${name}.html`);
        execFileSync(CARGO, run("tlsbook", "explain", "--html", pages[name], ...options, join(site, "captures", experiment, capture)));
    };
    for (const [name, [experiment, program]] of Object.entries(KINDS)) explain(name, experiment, program);
    explain("redacted", "6.1-session", "client-tls", "--redact");
    explain("several", "6.5-session", "server-tls-eld");
    const live = async (name, server, client) => {
        pages[name] = join(folder, `${name}.html`);
        await report(pages[name], server, client);
    };
    await live("hostile", ["server-tls-exts"], ["client-tls-exts", "--alpn", "</script><img src=//a.test/>"]);
    await live("long", ["server-tls-records"], ["client-tls-records", "--send", Array(500).fill(1).join()]);
    return pages;
}

/** The page that a client makes of its session with a server. */
async function report(page, server, client) {
    const listener = createServer().listen(0, "127.0.0.1");
    await once(listener, "listening");
    const env = { ...process.env, TLSBOOK_PORT: String(listener.address().port) };
    listener.close();
    await once(listener, "close");
    const listening = spawn(CARGO, run(...server), { env, stdio: ["ignore", "pipe", "inherit"] });
    await once(listening.stdout, "data");
    listening.stdout.resume();
    try {
        // The server's lines are read meanwhile: a full pipe would hold it up.
        const talking = spawn(CARGO, run(...client, "--report", page), { env, stdio: ["pipe", "ignore", "inherit"] });
        talking.stdin.end("break\n");
        const [status] = await once(talking, "exit");
        if (status !== 0) throw new Error(`${client[0]} ends with ${status}`);
    } finally {
        listening.kill("SIGINT");
    }
}

/** Makes the pages of a comparison in a folder, and returns it. */
export function compare(folder) {
    execFileSync(CARGO, run("tlsbook", "compare", "--quiet", "--c", "book/tests/twins", "--html", folder, "6.1"), { stdio: "ignore" });
    return folder;
}
