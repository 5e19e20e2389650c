import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { withLocalStorage } from '../local-storage';
import { ask } from '../../../src/session/ask';
import { aSession } from './an-engine';

const kept = withLocalStorage();

test('nothing is kept unless the visitor asks, whatever they do', async () => {
  const { session } = aSession();
  session.content.prompt = 'qqmarkerqq';
  session.preferences.choose({ theme: 'dark', language: 'de' });

  await ask(session);
  session.forget();

  expect(kept.size).toBe(0);
  expect(session.preferences.chosen).toMatchObject({ theme: 'dark', language: 'de' });
});

test('asked for: look and last size are there at the next visit, and what was typed or made is not', async () => {
  const { session } = aSession();
  const [width, height] = session.model.limits.sizes.at(-1)!;
  session.preferences.keep(true);
  session.preferences.choose({ theme: 'light' });
  session.content.prompt = 'qqmarkerqq';
  session.content.negativePrompt = 'qqmarkerqq';
  Object.assign(session.content.settings, { width, height, seed: 31337 });
  await ask(session);

  const { session: next } = aSession();

  expect(next.preferences.chosen.theme).toBe('light');
  expect([next.content.settings.width, next.content.settings.height]).toEqual([width, height]);
  expect([...kept.values()].join()).not.toMatch(/qqmarkerqq|31337/);
});

test('switched off, it is removed at once', () => {
  const { session } = aSession();
  session.preferences.keep(true);
  expect(kept.size).toBe(1);

  session.preferences.keep(false);

  expect(kept.size).toBe(0);
});
