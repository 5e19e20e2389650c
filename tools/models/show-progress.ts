/** Progress on standard error: one line that rewrites itself on a terminal, a line per finished file elsewhere. */
export function showProgress() {
  const isTerminal = process.stderr.isTTY;
  let current = '';
  let startedAt = 0;
  let startBytes = 0;
  let shownAt = 0;
  return {
    stage: (sentence: string) => void process.stderr.write(`${sentence}\n`),
    file(path: string, presentBytes: number, totalBytes: number | undefined) {
      const now = performance.now();
      if (path !== current) {
        if (isTerminal && current !== '') process.stderr.write('\n');
        [current, startedAt, startBytes, shownAt] = [path, now, presentBytes, 0];
      }
      const isDone = presentBytes === totalBytes;
      if (isTerminal ? now - shownAt < 200 && !isDone : !isDone) return;
      shownAt = now;
      const text = progressLine(path, presentBytes, totalBytes, (presentBytes - startBytes) / (now - startedAt + 1));
      process.stderr.write(isTerminal ? `\r\x1b[K${text}` : `${text}\n`);
    },
    end: () => void process.stderr.write(isTerminal ? '\n' : ''),
  };
}

/** @param bytesPerMs over this transfer, what was there before not counted */
function progressLine(path: string, present: number, total: number | undefined, bytesPerMs: number): string {
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
  if (total === undefined) return `${path}  ${megabytes(present)} MB`;
  if (present === total) return `${path}  ${megabytes(total)} MB`;
  const left = bytesPerMs > 0 ? `, ${Math.ceil((total - present) / bytesPerMs / 1000)} s left` : '';
  const speed = `${(bytesPerMs / 1000).toFixed(1)} MB/s`;
  return `${path}  ${megabytes(present)} of ${megabytes(total)} MB, ${speed}${left}`;
}
