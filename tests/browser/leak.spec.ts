import { test as plain } from '@playwright/test';
import { button, expect, prompt } from './app';

// Not the watched `test`: here policy violations are what is asked for.
plain('every way out that the page tries is stopped, and nothing reaches the network', async ({ page, context }) => {
  const foreign: string[] = [];
  context.on('response', (response) => {
    if (new URL(response.url()).hostname.endsWith('.invalid')) foreign.push(response.url());
  });
  context.on('requestfailed', (request) => {
    const sent = request.failure()?.errorText ?? '';
    // A request that got as far as looking up the name was not stopped by the policy.
    if (new URL(request.url()).hostname.endsWith('.invalid') && !/BLOCKED|csp/i.test(sent))
      foreign.push(`${request.url()} ${sent}`);
  });
  await page.goto('./');
  await expect(prompt(page)).toBeVisible();
  await button(page, 'Privacy').click();
  const dialog = page.getByRole('dialog', { name: 'Privacy' });

  await button(dialog, 'Try to leak').click();

  await expect(dialog.getByText(/ways out were stopped/)).toBeVisible({ timeout: 90_000 });
  await expect(dialog.getByText('not stopped')).toHaveCount(0);
  await expect(dialog.getByText(/^27 of 27 ways out were stopped/)).toBeVisible();
  expect(foreign).toEqual([]);
  expect(context.pages()).toHaveLength(1);
});

plain('the page has no WebRTC at all', async ({ page }) => {
  await page.goto('./');
  await expect(prompt(page)).toBeVisible();

  expect(await page.evaluate(() => typeof RTCPeerConnection)).toBe('undefined');
});
