import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { encode } from 'fast-png';
import { button, expect, generate, pictures, prompt, test } from './app';
import { photoFile } from './photos/make-photos';
import { watchTasks } from './thread-time';

const referenceInput = (app: Page) => app.locator('main form input[type=file]');
const reference = (app: Page) => app.getByRole('img', { name: 'Your reference picture' });

/** A test photo blown up by ffmpeg: making it in the page would take longer than reading it. */
function largePhoto(side: number): string {
  const file = join(mkdtempSync(join(tmpdir(), 'ephemera-')), 'large.jpg');
  const source = new URL('./photos/astronaut.png', import.meta.url).pathname;
  execFileSync('ffmpeg', ['-v', 'error', '-i', source, '-vf', `scale=${side}:${side}`, '-q:v', '6', file]);
  return file;
}

/** A whole little PNG that claims another size. */
function pngClaiming(width: number, height: number): Buffer {
  const png = Buffer.from(encode({ width: 2, height: 2, data: new Uint8Array(16), channels: 4, depth: 8 }));
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  return png;
}

/** The longest task of the page's own thread, in milliseconds of processor time. */
async function longestTask(app: Page, during: () => Promise<void>): Promise<number> {
  const end = await watchTasks(await app.context().newCDPSession(app));
  await during();
  return (await end()).longestCpuMs;
}

const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>window.broken = true</script></svg>';
const hostile: readonly (readonly [string, string, Buffer, RegExp])[] = [
  ['a PNG that claims 60,000 pixels a side', 'image/png', pngClaiming(60_000, 60_000), /too large for a browser/],
  ['a PNG whose size is a lie', 'image/png', pngClaiming(3000, 3000), /could not read the picture/],
  ['half a PNG', 'image/png', photoFile('astronaut.png').subarray(0, 200_000), /stops in the middle/],
  ['an SVG with a script', 'image/svg+xml', Buffer.from(svg), /not a picture/],
  ['a page called picture.png', 'image/png', Buffer.from('<!doctype html><script>alert(1)</script>'), /not a picture/],
  ['a picture of 150 MB', 'image/jpeg', Buffer.alloc(150_000_000, 0xff), /too large for a browser/],
  ['nothing', 'image/png', Buffer.alloc(0), /not a picture/],
];

test('a hostile file as reference is refused in words, and nothing is lost', async ({ app }) => {
  await generate(app, 'a castle');
  // Playwright hands files over in one message, which has a limit: the large one is made in the page.
  const give = (name: string, type: string, bytes: Buffer) =>
    bytes.length < 50_000_000
      ? referenceInput(app).setInputFiles({ name, mimeType: type, buffer: bytes })
      : referenceInput(app).evaluate(
          (input, [length, type]) => {
            const files = new DataTransfer();
            files.items.add(new File([new Uint8Array(length).fill(255)], 'large.jpg', { type }));
            (input as HTMLInputElement).files = files.files;
            input.dispatchEvent(new Event('change', { bubbles: true }));
          },
          [bytes.length, type] as const,
        );

  for (const [name, type, bytes, sentence] of hostile) {
    await give('picture.png', type, bytes);
    await expect(app.getByRole('alert'), name).toContainText(sentence);
    await expect(reference(app), name).toHaveCount(0);
  }

  await expect(prompt(app)).toHaveValue('a castle');
  await expect(pictures(app)).toHaveCount(1);
  expect(await app.evaluate(() => 'broken' in window)).toBe(false);
});

test('a picture by a wrong name is still a picture', async ({ app }) => {
  const jpeg = photoFile('grace-hopper.jpg');

  await referenceInput(app).setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: jpeg });

  await expect(reference(app)).toBeVisible();
});

test('a photo of 100 megapixels is read without freezing the page: as reference, in Portrait and by Inspect', async ({
  app,
}) => {
  test.setTimeout(300_000);
  const file = largePhoto(10_000); // by its path: as bytes it would be unpacked in the page, which takes longest of all
  await generate(app, 'a castle'); // what starts with the first picture is not the photo's doing

  const asReference = await longestTask(app, async () => {
    await referenceInput(app).setInputFiles(file);
    await expect(reference(app)).toBeVisible();
  });
  await app.getByRole('radio', { name: 'Portrait' }).check({ force: true });
  const asPhoto = await longestTask(app, async () => {
    await app.locator('main input[type=file]').setInputFiles(file);
    await expect(button(app, 'Make portrait')).toBeEnabled({ timeout: 200_000 });
  });

  const inspected = await longestTask(app, async () => {
    await button(app, 'Inspect a file').click();
    const dialog = app.getByRole('dialog', { name: 'Inspect' });
    await dialog.locator('input[type=file]').setInputFiles(file);
    await expect(dialog.getByRole('status')).toContainText('No mark of a machine was found', { timeout: 200_000 });
  });

  expect(asReference).toBeLessThan(100);
  expect(asPhoto).toBeLessThan(100);
  expect(inspected).toBeLessThan(100);
});

test('a clipboard without a picture is answered in words; text goes where it was pasted', async ({ app }) => {
  const paste = (selector: string, files: readonly string[]) =>
    app.evaluate(
      ([selector, files]) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', 'a fox');
        for (const name of files) clipboardData.items.add(new File(['x'], name, { type: 'application/pdf' }));
        const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
        document.querySelector(selector)!.dispatchEvent(event);
      },
      [selector, files] as const,
    );

  await paste('textarea', []);
  await expect(app.getByRole('alert')).toHaveCount(0);
  await paste('body', []);
  await expect(app.getByRole('alert')).toContainText('There is no picture on the clipboard.');
  await paste('body', ['tax.pdf']);
  await expect(app.getByRole('alert')).toContainText('This file is not a picture.');
  await expect(app.getByRole('alert')).not.toContainText('tax');
});
