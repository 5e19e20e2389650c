import { mkdtemp, readFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { decode } from 'fast-png';
import { launchFirefox, press, statusText } from './firefox';

test('the core path in Firefox: prompt, picture, download, forget', async ({ baseURL }) => {
  const downloads = await mkdtemp(join(tmpdir(), 'ephemera-firefox-'));
  const browser = await launchFirefox(downloads);
  try {
    const page = await browser.newPage();
    const heard: string[] = [];
    page.on('console', (message) => heard.push(message.text()));
    page.on('pageerror', (error) => heard.push(String(error)));
    await page.goto(baseURL!);
    const field = (await page.waitForSelector('::-p-aria([name="Prompt"][role="textbox"])'))!;
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);

    await field.type('a red apple');
    await press(page, 'button', 'Generate');
    await expect.poll(() => statusText(page), { timeout: 100_000 }).toMatch(/^Done/);
    const red = await page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('ul canvas')!;
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return data.filter((value, i) => i % 4 === 0 && value > 150 && data[i + 1]! < 110 && data[i + 2]! < 110).length;
    });
    expect(red).toBeGreaterThan(0.1 * 256 * 256);

    await press(page, 'button', 'Download');
    const name = 'ephemera-256x256-1.png';
    await expect.poll(() => readdir(downloads)).toEqual([name]);
    await expect.poll(async () => (await readFile(join(downloads, name))).length).toBeGreaterThan(1000);
    const file = await readFile(join(downloads, name));
    expect([decode(file).width, decode(file).height]).toEqual([256, 256]);
    expect(file.includes('trainedAlgorithmicMedia')).toBe(true);

    await press(page, 'button', 'Forget everything');
    await expect.poll(() => page.evaluate(() => document.querySelectorAll('ul canvas').length)).toBe(0);
    expect(await page.evaluate(() => document.querySelector('textarea')!.value)).toBe('');
    expect(heard).toEqual([]);
  } finally {
    await browser.close();
  }
});
