import { stepCount, type SchedulerOptions } from './scheduler-config';

/**
 * Some of the timesteps that a distilled model's teacher was sampled at, largest first.
 * @throws RangeError when there are fewer of those than steps, or more than training steps.
 */
export function distilledTimesteps(options: SchedulerOptions, trainSteps: number, originalSteps: number): number[] {
  if (originalSteps > trainSteps) {
    throw new RangeError(`${originalSteps} original steps of only ${trainSteps} training steps`);
  }
  const stride = Math.floor(trainSteps / originalSteps);
  const strength = options.scheduleStrength ?? 1;
  const teacher = Array.from({ length: Math.trunc(originalSteps * strength) }, (_, i) => (i + 1) * stride - 1);
  return pickTimesteps(options, teacher, originalSteps);
}

/** As diffusers' `set_timesteps`: own timesteps, or `numInferenceSteps` of the teacher's (ascending). */
export function pickTimesteps(options: SchedulerOptions, teacher: readonly number[], originalSteps: number): number[] {
  const strength = options.scheduleStrength ?? 1;
  const steps = stepCount(options);
  if (options.timesteps) {
    if (options.timesteps.some((t, i, all) => i > 0 && t >= all[i - 1]!)) {
      throw new RangeError('own timesteps must descend');
    }
    return options.timesteps.slice(Math.max(steps - Math.min(Math.trunc(steps * strength), steps), 0));
  }
  if (steps > teacher.length || steps > originalSteps) {
    throw new RangeError(`${steps} steps asked of a schedule of ${Math.min(teacher.length, originalSteps)}`);
  }
  const descending = teacher.toReversed();
  const stride = teacher.length / steps;
  return Array.from({ length: steps }, (_, i) => descending[Math.floor(i * stride)]!);
}
