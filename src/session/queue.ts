import type { JobHooks, RunRequest, Session } from './session.svelte';

/** A job that waits for its turn. */
export interface QueuedJob {
  readonly id: number;
  /** What it draws, for the list of jobs. */
  readonly label: string;
  readonly pictures: number;
  readonly make: (i: number, run: RunRequest, hooks: JobHooks) => Promise<void>;
  /** After the last picture. */
  readonly onDone?: () => void;
}

/** Runs a job now, or after those that wait. Resolves when nothing runs any more, or at once if something runs already. */
export async function enqueue(session: Session, job: Omit<QueuedJob, 'id'>): Promise<void> {
  const { content } = session;
  const id = 1 + Math.max(0, ...content.queue.map((waiting) => waiting.id));
  content.queue = [...content.queue, { ...job, id }];
  await runQueue(session);
}

/** Runs what waits, one job after another. A failed job stops the queue: the visitor decides whether to go on. */
export async function runQueue(session: Session): Promise<void> {
  const { content } = session;
  while (session.content === content && !session.isRunning) {
    const [next, ...rest] = content.queue;
    if (!next) return void session.rest();
    content.queue = rest;
    await session.runJob(next.pictures, next.make);
    if (session.content !== content) return;
    if (session.job.state === 'done') next.onDone?.();
    if (session.job.state === 'failed') return;
  }
}

/** Moves a waiting job by `places`: −1 is one earlier. */
export function moveJob(session: Session, id: number, places: number): void {
  const queue = [...session.content.queue];
  const from = queue.findIndex((job) => job.id === id);
  const to = from + places;
  if (from === -1 || to < 0 || to >= queue.length) return;
  queue.splice(to, 0, ...queue.splice(from, 1));
  session.content.queue = queue;
}

export function dropJob(session: Session, id: number): void {
  session.content.queue = session.content.queue.filter((job) => job.id !== id);
}

/** Ends the running job and all that wait. */
export function cancelAll(session: Session): void {
  session.content.queue = [];
  session.cancel();
}
