import { flowMatchEuler } from './flow-match-euler';
import type { Scheduler } from './scheduler';
import type { SchedulerConfig, SchedulerOptions } from './scheduler-config';

const makers: Readonly<Record<string, (config: SchedulerConfig, options: SchedulerOptions) => Scheduler>> = {
  FlowMatchEulerDiscreteScheduler: flowMatchEuler,
};

/** diffusers' class names that can be made. */
export const schedulerNames = Object.keys(makers);

/**
 * A scheduler for one job, from diffusers' own scheduler_config.json.
 * @throws RangeError for a class, option or number that it does not know.
 */
export function createScheduler(config: SchedulerConfig, options: SchedulerOptions): Scheduler {
  const make = makers[config._class_name];
  if (!make) throw new RangeError(`no scheduler of class "${config._class_name}"`);
  return make(config, options);
}
