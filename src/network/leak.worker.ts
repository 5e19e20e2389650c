import type { LeakWayOfWorker } from '../contract/leak';

/** Tries one way out from inside a worker, the one it is named after, and says what refused it; undefined if nothing did. */

const target = 'https://leak-test.invalid/test';

const attempts: Readonly<Record<LeakWayOfWorker, () => unknown>> = {
  'fetch-in-worker': () => fetch(target, { method: 'POST', body: 'test', mode: 'no-cors' }),
  'import-in-worker': () => import(/* @vite-ignore */ target),
  'nested-worker': () => new Worker(target, { type: 'module' }),
};

const violation = new Promise<string>((resolve) => {
  addEventListener('securitypolicyviolation', (event) => {
    resolve((event as SecurityPolicyViolationEvent).effectiveDirective); // the types name it for documents only
  });
});
const silence = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 1000));

async function attempt(): Promise<string | undefined> {
  try {
    await attempts[self.name as LeakWayOfWorker](); // try-to-leak.ts names it
    return await Promise.race([violation, silence]);
  } catch (error) {
    return (await Promise.race([violation, silence])) ?? (error as Error).name;
  }
}

void attempt().then((by) => postMessage(by));
