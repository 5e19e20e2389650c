import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from '@playwright/test';
import { findChromium } from '../../tests/browser/chromium.ts';
import { responseHeaders } from '../headers.ts';
import { createStaticServer, listen } from '../serve-lib.ts';
import { byTheBrowser, destinations, onlyTheVisit, type Packet } from './packets.ts';

/**
 * Runs in a network namespace of its own (see `tools/packet-proof.ts`), in which every packet is recorded. Three browsers
 * after each other: one on an empty form, one on a page that lets something out on purpose, and one that makes and saves a
 * picture, tries to leak in every way it knows, and forgets. Prints the result as JSON.
 */
const marker = 'packetmarkerzyx';
const leakName = 'seen-by-the-recorder.example';
const packets: Packet[] = [];

const recorder = spawn('python3', [join(import.meta.dirname, 'capture.py'), marker], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
await new Promise<void>((resolve, reject) => {
  recorder.once('error', reject);
  recorder.once('exit', () => reject(new Error('packets cannot be recorded here')));
  createInterface({ input: recorder.stdout }).on('line', (line) => {
    const heard = JSON.parse(line) as Packet | { ready: true }; // capture.py writes nothing else
    if ('ready' in heard) resolve();
    else packets.push(heard);
  });
});

const site = createStaticServer({ root: join(import.meta.dirname, '../../dist'), headers: responseHeaders() });
const port = await listen(site, 0);
const leaky = createServer((request, response) => {
  response.setHeader('Content-Type', 'text/html');
  response.end(
    request.url === '/leak'
      ? `<!doctype html><title>x</title><img src="https://${leakName}/${marker}">`
      : '<!doctype html><title>x</title><textarea></textarea><input><input><select><option>x</select>',
  );
});
const leakyPort = await listen(leaky, 0);

let leakResult = '';
const visitStarted = performance.now();
const visit = await recorded(async (page) => {
  await page.goto(`http://localhost:${port}/`);
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill(`a red ${marker} apple`);
  await page.getByRole('button', { name: 'Generate' }).click();
  const pictures = page.getByRole('list', { name: 'Session pictures' }).getByRole('listitem');
  await pictures.first().waitFor({ timeout: 240_000 });
  const download = page.waitForEvent('download');
  await pictures.first().getByRole('button', { name: 'Download', exact: true }).click();
  await download;
  await page.getByRole('button', { name: 'Privacy', exact: true }).click();
  await page.getByRole('button', { name: 'Try to leak' }).click();
  // Not by a locator: Playwright looks with a user's gesture, which opens the clipboard.
  const devtools = await page.context().newCDPSession(page);
  const expression = 'document.querySelector(".leak [role=status]")?.textContent ?? ""';
  for (let tries = 0; leakResult === '' && tries < 240; tries += 1) {
    await sleep(1000);
    leakResult = String((await devtools.send('Runtime.evaluate', { expression })).result.value);
  }
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByRole('button', { name: 'Forget everything' }).click();
});
const visitMs = performance.now() - visitStarted;
// A page of nothing but text fields: Chromium asks Google's autofill service about the kinds of fields of any page.
const control = await recorded(async (page) => {
  await page.goto(`http://localhost:${leakyPort}/`);
  await page.getByRole('textbox').first().fill('x');
  await sleep(Math.min(visitMs, 15_000)); // what a browser does by itself, it may do after a while
});
const leak = await recorded(async (page) => {
  await page.goto(`http://localhost:${leakyPort}/leak`);
  for (let i = 0; i < 100 && !packets.some(({ name }) => name === leakName); i++) await sleep(100);
});

recorder.removeAllListeners('exit');
recorder.kill();
for (const server of [site, leaky]) {
  server.closeAllConnections();
  server.close();
}
const [visited, alone] = [destinations(visit, port), destinations(control, leakyPort)];
console.log(
  JSON.stringify({
    seconds: Math.round(visitMs / 1000),
    leakResult,
    packets: visit.length,
    packetsToHost: visited.get('the host') ?? 0,
    markerInPackets: visit.filter(({ words }) => words.includes(marker)).length,
    onlyTheVisit: onlyTheVisit(visited, alone),
    byTheBrowser: byTheBrowser(visited, alone),
    recorderSees: destinations(leak, leakyPort).has(`dns ${leakName}`),
  }),
);

/** The packets that leave while a fresh browser, with a profile of its own, does something. */
async function recorded(act: (page: Page) => Promise<unknown>): Promise<readonly Packet[]> {
  const from = packets.length;
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--headless', '--no-sandbox'] });
  try {
    await act(await browser.newPage());
  } finally {
    await browser.close();
  }
  await sleep(200); // the last packets are on their way through the recorder
  return packets.slice(from);
}
