/**
 * Tells what the steps so far took, in milliseconds. A step that was done before this run, or in which the machine slept,
 * counts as a usual one: the time left is worked out from this.
 */
export function stepClock(now = () => performance.now()): (stepsDone: number) => number {
  const laps: number[] = [];
  let last = now();
  return (stepsDone) => {
    const lap = now() - last;
    last += lap;
    laps.push(lap);
    const usual = laps.toSorted((a, b) => a - b)[(laps.length - 1) >> 1]!;
    const measured = laps.reduce((sum, each) => sum + Math.min(each, 10 * usual), 0);
    return measured + (stepsDone - laps.length) * usual;
  };
}
