import type { CDPSession } from '@playwright/test';

interface TraceEvent {
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of processor time. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/**
 * Traces tasks; the call that it gives back ends that, and says how much work the longest of the page's own thread was, in
 * processor time: the clock counts what a task waits for a core that others have.
 */
export async function watchTasks(devtools: CDPSession): Promise<() => Promise<{ longestCpuMs: number }>> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }) => events.push(...(value as TraceEvent[])); // Chromium's trace format
  devtools.on('Tracing.dataCollected', collect);
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', '__metadata'] },
  });
  return async () => {
    const isComplete = new Promise((resolve) => devtools.once('Tracing.tracingComplete', resolve));
    await devtools.send('Tracing.end');
    await isComplete;
    devtools.off('Tracing.dataCollected', collect);
    const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
    const pages = new Set(events.filter(({ args }) => args.name === 'CrRendererMain').map(threadOf));
    const tasks = events.filter((event) => event.ph === 'X' && pages.has(threadOf(event)));
    if (tasks.length === 0) throw new Error('the trace has no task of a page');
    return { longestCpuMs: Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000 };
  };
}
