import { existsSync } from 'node:fs';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';

/** The system's Firefox; `FIREFOX_PATH` names another. */
function findFirefox(): string {
  const candidates = [process.env['FIREFOX_PATH'], '/usr/bin/firefox-esr', '/usr/bin/firefox'];
  const found = candidates.find((path) => path !== undefined && existsSync(path));
  if (found === undefined) {
    throw new Error(
      'No Firefox found. Get one with: apt-get update && apt-get install -y firefox-esr (or set FIREFOX_PATH).',
    );
  }
  return found;
}

/** A stock Firefox over WebDriver BiDi: Playwright drives only a Firefox of its own, which no package here has. */
export function launchFirefox(downloads: string): Promise<Browser> {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: findFirefox(),
    headless: true,
    protocolTimeout: 300_000,
    defaultViewport: { width: 1280, height: 800 },
    extraPrefsFirefox: {
      'browser.download.folderList': 2,
      'browser.download.dir': downloads,
      'browser.download.alwaysOpenPanel': false,
      'browser.helperApps.neverAsk.saveToDisk': 'image/png',
    },
  });
}

/** Clicks what has this role and name, as a visitor with a screen reader would find it. */
export async function press(page: Page, role: string, name: string): Promise<void> {
  await page.locator(`::-p-aria([name="${name}"][role="${role}"])`).click();
}

export function statusText(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector('[role="status"][aria-label="Job status"]')?.textContent ?? '');
}
