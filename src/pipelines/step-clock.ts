/**
 * Tells what the steps so far took, in milliseconds. A step that was done before this run, or in which the machine slept,
 * counts as a usual one, and so does a slow first: in it the runtime makes room that later steps find. The time left is
 * worked out from this.
 */
export function stepClock(now = () => performance.now()): (stepsDone: number) => number {
  const laps: number[] = [];
  let last = now();
  return (stepsDone) => {
    const lap = now() - last;
    last += lap;
    laps.push(lap);
    const usual = laps.toSorted((a, b) => a - b)[(laps.length - 1) >> 1]!;
    const most = (i: number) => (i === 0 && laps.length > 1 ? usual : 10 * usual);
    const measured = laps.reduce((sum, each, i) => sum + Math.min(each, most(i)), 0);
    return measured + (stepsDone - laps.length) * usual;
  };
}
