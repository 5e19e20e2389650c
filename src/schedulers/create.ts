import { ddim } from './ddim';
import { dpmSolverMultistep } from './dpm-solver-multistep';
import { eulerAncestral } from './euler-ancestral';
import { eulerDiscrete } from './euler-discrete';
import { flowMatchEuler } from './flow-match-euler';
import { heunDiscrete } from './heun-discrete';
import { lcm } from './lcm';
import { pndm } from './pndm';
import type { Scheduler } from './scheduler';
import type { SchedulerConfig, SchedulerOptions } from './scheduler-config';
import { tcd } from './tcd';
import { uniPcMultistep } from './unipc-multistep';

const makers: Readonly<Record<string, (config: SchedulerConfig, options: SchedulerOptions) => Scheduler>> = {
  DDIMScheduler: ddim,
  DPMSolverMultistepScheduler: dpmSolverMultistep,
  EulerAncestralDiscreteScheduler: eulerAncestral,
  EulerDiscreteScheduler: eulerDiscrete,
  FlowMatchEulerDiscreteScheduler: flowMatchEuler,
  HeunDiscreteScheduler: heunDiscrete,
  LCMScheduler: lcm,
  PNDMScheduler: pndm,
  TCDScheduler: tcd,
  UniPCMultistepScheduler: uniPcMultistep,
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
