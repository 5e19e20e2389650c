import type { Page } from '@playwright/test';
import { median, rounded, type Measurement } from './measurement';
import { openApp } from './open-app';

/** Steps, guidance scale, pictures. The first opens the networks. */
const jobs = [
  [24, 1, 4],
  [50, 1, 4],
  [24, 3, 4],
  [4, 1, 8],
  [24, 1, 1],
  [8, 1, 8],
  [50, 3, 4],
  [24, 1, 4],
  [50, 1, 1],
  [50, 3, 1],
  [30, 1, 3],
  [50, 1, 4],
] as const;
const prompts = ['a red fox', 'a blue car', 'a green apple', 'two yellow ducks'];
/** Less is "less than 1 sec" (as far as a fifth more), and not of interest. */
const leastMs = 1200;

interface Moment {
  readonly told: string;
  readonly leftMs: number;
}

/** What the page says is left, each time it says so after a second step, against what it took. */
export async function* timeLeft(dist = 'dist'): AsyncGenerator<Measurement> {
  const { page, close } = await openApp(dist);
  try {
    await page.locator('summary', { hasText: 'Recipe' }).click();
    const fill = (name: string, value: number) => page.getByRole('spinbutton', { name }).fill(String(value));
    const all: Moment[][] = [];
    for (const [i, [steps, guidanceScale, pictures]] of jobs.entries()) {
      await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill(prompts[i % prompts.length]!);
      await fill('Steps', steps);
      await fill('Guidance', guidanceScale);
      await fill('Number of pictures', pictures);
      all.push(await draw(page));
    }
    yield* told('all moments', all.flat());
    yield* told(
      'right after a second step',
      all.flatMap((moments) => moments.slice(0, 1)),
    );
  } finally {
    await close();
  }
}

function* told(when: string, moments: readonly Moment[]): Generator<Measurement> {
  const long = moments
    .filter(({ leftMs }) => leftMs > leastMs)
    .map(({ told, leftMs }) => ({ leftMs, ...readTold(told) }));
  const figures = long.filter(({ kind }) => kind === 'about').map(({ toldMs, leftMs }) => toldMs / leftMs);
  const mosts = long.filter(({ kind }) => kind === 'less than').map(({ toldMs, leftMs }) => toldMs / leftMs);
  const share = (of: readonly unknown[], among: readonly unknown[]) => rounded((100 * of.length) / among.length);
  const within = (off: number) => figures.filter((one) => Math.abs(one - 1) <= off);
  yield {
    name: 'time-left-figures-off',
    value: rounded(100 * median(figures.map((one) => Math.abs(one - 1)))),
    unit: '%',
    comparedWith: 'target at most 20 %',
    note: `${when}: median of ${figures.length} figures`,
  };
  yield {
    name: 'time-left-figures-right-within-a-fifth',
    value: share(within(0.2), figures),
    unit: '%',
    note: `${when}: ${figures.length} figures at ${long.length} moments with more than ${leastMs} ms left; within 30 %: ${share(within(0.3), figures)} %`,
  };
  yield {
    name: 'time-left-most-held',
    value: share(
      mosts.filter((one) => one >= 1 / 1.2),
      mosts,
    ),
    unit: '%',
    note: `${when}: of ${mosts.length} that were told as "less than"; nothing was told at ${long.length - figures.length - mosts.length}`,
  };
}

function readTold(text: string) {
  const [, kind, value = 'NaN', unit] = /(about|less than) ([\d.]+) (sec|min)/.exec(text) ?? [];
  return { kind, toldMs: Number(value) * (unit === 'min' ? 60e3 : 1e3) };
}

/** Generates, and notes every change of the status after the second step of the first picture. */
async function draw(page: Page): Promise<Moment[]> {
  const { moments, doneAt } = await page.evaluate(async () => {
    const status = document.querySelector('[role="status"][aria-label="Job status"]')!;
    const button = [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Generate')!;
    const moments: { told: string; at: number }[] = [];
    let isPastSecond = false;
    button.click();
    await new Promise((resolve) => setTimeout(resolve)); // the old status is gone
    return new Promise<{ moments: typeof moments; doneAt: number }>((resolve) => {
      const watch = new MutationObserver(() => {
        const told = status.textContent;
        if (/Done|done in/.test(told)) {
          watch.disconnect();
          resolve({ moments, doneAt: performance.now() });
        }
        isPastSecond ||= Number(/Step (\d+) /.exec(told)?.[1] ?? 0) >= 2;
        if (isPastSecond) moments.push({ told, at: performance.now() });
      });
      watch.observe(status, { childList: true, characterData: true, subtree: true });
    });
  });
  return moments.map(({ told, at }) => ({ told, leftMs: doneAt - at }));
}
