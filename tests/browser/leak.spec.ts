import { test as plain } from '@playwright/test';
import { button, expect, prompt } from './app';

/** What a reviewer asked to see tried, by name. */
const waysOfTheIssue = [
  ...['fetch', 'xhr', 'beacon', 'websocket', 'eventsource', 'webrtc', 'webtransport', 'fetch-later', 'reporting'],
  ...[
    'image',
    'media',
    'font',
    'css',
    'stylesheet',
    'script',
    'form',
    'link-click',
    'prefetch',
    'prerender',
    'dns-prefetch',
  ],
  ...['worker', 'fetch-in-worker', 'nested-worker', 'shared-worker', 'service-worker'],
  ...['new-window', 'frame', 'empty-frame', 'navigation', 'clipboard', 'other-tabs'],
  ...['cookie', 'local-storage', 'session-storage', 'indexed-db', 'cache', 'file-system', 'storage-buckets'],
  ...['window-name', 'history-state'],
];

// Not the watched `test`: here policy violations are what is asked for.
plain.setTimeout(300_000); // a busy machine

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

  // Not by a locator: Playwright looks with a user's gesture, which is what opens the clipboard.
  const devtools = await context.newCDPSession(page);
  const expression = 'document.querySelector(".leak [role=status]")?.textContent ?? ""';
  const said = async () => (await devtools.send('Runtime.evaluate', { expression })).result.value as string;
  await expect.poll(said, { timeout: 150_000, intervals: [1000] }).toContain('ways out were stopped');
  await expect(dialog.getByText('not stopped')).toHaveCount(0);
  await expect(dialog.getByText(/^(\d+) of \1 ways out were stopped/)).toBeVisible();
  const tried = await dialog.locator('.leak li span:first-of-type').allInnerTexts();
  expect(tried).toEqual(expect.arrayContaining(waysOfTheIssue));
  expect(foreign).toEqual([]);
  expect(context.pages()).toHaveLength(1);
});

plain('the page has no WebRTC at all', async ({ page }) => {
  await page.goto('./');
  await expect(prompt(page)).toBeVisible();

  expect(await page.evaluate(() => typeof RTCPeerConnection)).toBe('undefined');
});

plain(
  'no script makes a frame, whose window would have every door open, or a link that looks ahead',
  async ({ page }) => {
    await page.goto('./');
    await expect(prompt(page)).toBeVisible();

    const got = await page.evaluate(() => {
      const xhtml = 'http://www.w3.org/1999/xhtml';
      const link = () => document.head.appendChild(document.createElement('link'));
      const ways: Record<string, () => unknown> = {
        frame: () => document.body.append(document.createElement('iframe')),
        'frame by namespace': () => document.body.append(document.createElementNS(xhtml, 'x:IFRAME'.toLowerCase())),
        object: () => document.body.append(document.createElement('object')),
        'frame by class': () => {
          class Own extends HTMLIFrameElement {}
          customElements.define('own-frame', Own, { extends: 'iframe' });
          document.body.append(new Own());
        },
        rel: () => (link().rel = 'dns-prefetch'),
        'attribute of its own': () => {
          const attribute = document.createAttribute('rel');
          attribute.value = 'preconnect';
          link().setAttributeNode(attribute);
        },
        'attribute changed later': () => {
          const one = link();
          one.rel = 'author';
          one.attributes.getNamedItem('rel')!.nodeValue = 'dns-prefetch';
        },
        rules: () => new XSLTProcessor(),
        'form in a shadow': () => document.createElement('div').attachShadow({ mode: 'open' }),
        submit: () => document.createElement('form').submit(),
        'click on a link': () => Object.assign(document.createElement('a'), { href: 'https://x.invalid/' }).click(),
        'event on a link': () =>
          Object.assign(document.createElement('a'), { href: 'https://x.invalid/' }).dispatchEvent(new Event('click')),
      };
      return Object.entries(ways).flatMap(([name, way]) => {
        try {
          way();
          return [name];
        } catch {
          return [];
        }
      });
    });

    expect(got).toEqual([]);
    expect(await page.locator('iframe, object, link[rel*=pre][href*=invalid], link[rel=dns-prefetch]').count()).toBe(0);
    expect(await page.evaluate(() => window.length)).toBe(0);
  },
);

plain('a setting kept by another name, or as a property, is refused, and the app’s own is kept', async ({ page }) => {
  await page.goto('./');
  await expect(prompt(page)).toBeVisible();

  const outcomes = await page.evaluate(() =>
    [
      () => localStorage.setItem('other', '1'),
      () => Object.assign(localStorage, { other: '1' }),
      () => Object.defineProperty(localStorage, 'other', { value: '1' }),
      () => localStorage.setItem('ephemera-settings', '{}'),
    ].map((attempt) => {
      try {
        attempt();
        return 'kept';
      } catch {
        return 'refused';
      }
    }),
  );

  expect(outcomes).toEqual(['refused', 'refused', 'refused', 'kept']);
  expect(await page.evaluate(() => ({ ...localStorage }))).toEqual({ 'ephemera-settings': '{}' });
});
