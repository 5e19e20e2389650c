import { test as base, expect, type Locator, type Page } from '@playwright/test';

/** What happened in a page and its workers that must not happen. */
interface Watch {
  readonly violations: string[];
  readonly consoleLines: string[];
  readonly pageErrors: string[];
  readonly requests: string[];
}

/** Every test runs watched: a policy violation, an error on the page or a line on the console fails it. */
export const test = base.extend<{ watch: Watch; app: Page }>({
  watch: async ({ page, context }, use) => {
    const watch: Watch = { violations: [], consoleLines: [], pageErrors: [], requests: [] };
    await page.exposeFunction('reportViolation', (what: string) => watch.violations.push(what));
    await page.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => {
        const { reportViolation } = window as unknown as { reportViolation(what: string): void };
        reportViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
      });
    });
    page.on('worker', (worker) => {
      void worker
        .evaluate(() => {
          self.addEventListener('securitypolicyviolation', (event) => {
            const { violatedDirective, blockedURI } = event as SecurityPolicyViolationEvent;
            console.error(`violation ${violatedDirective} ${blockedURI}`);
          });
        })
        .catch(() => undefined); // a worker may end before it is watched
    });
    context.on('console', (message) => {
      const text = message.text();
      if (text.startsWith('violation ')) watch.violations.push(text);
      else watch.consoleLines.push(text);
    });
    page.on('pageerror', (error) => watch.pageErrors.push(error.message));
    context.on('request', (request) => watch.requests.push(request.url()));
    await use(watch);
    expect(watch.violations).toEqual([]);
    expect(watch.pageErrors).toEqual([]);
  },
  app: async ({ page, watch }, use) => {
    void watch;
    await page.goto('./');
    await expect(prompt(page)).toBeVisible();
    await use(page);
  },
});

export { expect };

export const prompt = (page: Page) => page.getByRole('textbox', { name: 'Prompt', exact: true });
export const button = (page: Page | Locator, name: string) => page.getByRole('button', { name, exact: true });
export const status = (page: Page) => page.getByRole('status', { name: 'Job status' });
export const pictures = (page: Page) => page.getByRole('list', { name: 'Session pictures' }).getByRole('listitem');

export async function openRecipe(page: Page): Promise<void> {
  await page.locator('summary', { hasText: 'Recipe' }).click();
}

/** What a link carries behind its `#`, from a recipe's text. */
export function recipeFragment(text: string): string {
  return `recipe=${Buffer.from(text).toString('base64url')}`;
}

/** Chooses pictures of the session, by their places in the list, or no longer chooses them. */
export async function choose(page: Page, places: readonly number[], isChosen = true): Promise<void> {
  for (const at of places)
    await page
      .getByRole('checkbox', { name: /^Choose picture/ })
      .nth(at)
      .setChecked(isChosen);
}

/** Types a prompt, presses Generate and waits for the end. */
export async function generate(page: Page, text: string): Promise<void> {
  await prompt(page).fill(text);
  await button(page, 'Generate').click();
  await expect(status(page)).toContainText(/Done|done in/);
}

/** The pixels of a picture in the session's list, as the canvas holds them. */
export async function pixelsOf(item: Locator): Promise<number[]> {
  return item.locator('canvas').evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    return [...canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data];
  });
}

/** Mean absolute difference of two pictures' bytes, 0 to 255. */
export function difference(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;
}

/** Mean absolute difference between horizontal neighbours: near 85 for noise, small for a picture. */
export function roughness(pixels: readonly number[]): number {
  let sum = 0;
  for (let i = 4; i < pixels.length; i += 4) sum += Math.abs(pixels[i]! - pixels[i - 4]!);
  return sum / (pixels.length / 4);
}
