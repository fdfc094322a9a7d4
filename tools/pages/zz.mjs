import { resolve } from "node:path";
import { open, start } from "./browser.mjs";
const b = await start();
for (const [file, lang, anchor, eav, name, width] of [["6.1-tampered.html","ja",".story",false,"tamp",1280],["6.1-session.html","en","#time",true,"eav",1280],["6.1-session.html","ja","#m4",true,"eavm",1280],["6.1-session.html","en","#keys",false,"keys",1280]]) {
  const { page, close } = await open(b, resolve("target/book", file), { lang, scheme: "light", width }, { height: 1000 });
  if (eav) await page.evaluate(() => { document.getElementById("eavesdropper").checked = true; });
  if (anchor.startsWith("#")) await page.evaluate((a) => { location.hash = a; }, anchor);
  else await page.evaluate((a) => document.querySelector(a).scrollIntoView(), anchor);
  await page.waitForTimeout(400);
  if (name === "keys") console.log("keys top", await page.evaluate(() => document.querySelector("#keys").getBoundingClientRect().top));
  await page.screenshot({ path: `/tmp/zz-${name}.png` });
  await close();
}
await b.close();
