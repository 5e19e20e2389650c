import { expect, test } from 'vitest';
import { createScheduler, schedulerNames } from '../../../src/schedulers/create';
import type { Tensor } from '../../../src/tensor/tensor';

const config = { num_train_timesteps: 1000, beta_schedule: 'scaled_linear', beta_start: 0.00085, beta_end: 0.012 };

test.each(schedulerNames)('%s starts later with less strength', (_class_name) => {
  const whole = createScheduler({ ...config, _class_name }, { numInferenceSteps: 8 });
  const half = createScheduler({ ...config, _class_name }, { numInferenceSteps: 8, strength: 0.5 });

  expect(whole.begin).toBe(0);
  expect(half.begin).toBe(_class_name.startsWith('Heun') ? 8 : 4); // Heun calls the network twice a step
});

test('a class, beta schedule or step count that it does not know is refused by name', () => {
  expect(() => createScheduler({ _class_name: 'DDPMScheduler' }, { numInferenceSteps: 4 })).toThrow('DDPMScheduler');
  expect(() =>
    createScheduler({ _class_name: 'DDIMScheduler', beta_schedule: 'zigzag' }, { numInferenceSteps: 4 }),
  ).toThrow('zigzag');
  expect(() => createScheduler({ _class_name: 'DDIMScheduler' }, { numInferenceSteps: 0 })).toThrow(
    'numInferenceSteps',
  );
});

test('a strength that leaves no step to run is refused', () => {
  expect(() =>
    createScheduler({ ...config, _class_name: 'DDIMScheduler' }, { numInferenceSteps: 4, strength: 0.1 }),
  ).toThrow('strength');
});

test.each([{ predict_x0: false }, { solver_type: 'bh1' }, { lower_order_final: false }])(
  'UniPC that cannot end at no noise (%j) is refused: the reference answers with NaN',
  (options) => {
    const asked = { ...config, _class_name: 'UniPCMultistepScheduler', ...options };

    expect(() => createScheduler(asked, { numInferenceSteps: 4 })).toThrow('noise level of zero');
    expect(() => createScheduler({ ...asked, final_sigmas_type: 'sigma_min' }, { numInferenceSteps: 4 })).not.toThrow();
  },
);

test('a solver whose third order does not exist is refused when it gets there, as in the reference', () => {
  const sde = {
    ...config,
    _class_name: 'DPMSolverMultistepScheduler',
    algorithm_type: 'sde-dpmsolver',
    solver_order: 3,
  };
  const noise = () => ({ data: Float32Array.of(0.5), dims: [1] });
  const run = (numInferenceSteps: number) => {
    const scheduler = createScheduler({ ...sde, final_sigmas_type: 'sigma_min' }, { numInferenceSteps });
    return scheduler.timesteps.reduce<Tensor>((latents, _, i) => scheduler.step(noise(), i, latents, noise), noise());
  };

  expect(run(2).data[0]).not.toBeNaN();
  expect(() => run(20)).toThrow('no third order');
});

test.each([
  [
    'a flow by a solver that follows noise',
    'DPMSolverMultistepScheduler',
    { algorithm_type: 'dpmsolver', final_sigmas_type: 'sigma_min', prediction_type: 'flow_prediction' },
    {},
    'flow_prediction',
  ],
  [
    'a flow by UniPC that follows noise',
    'UniPCMultistepScheduler',
    { predict_x0: false, prediction_type: 'flow_prediction' },
    {},
    'flow_prediction',
  ],
  ['DEIS down to zero', 'DPMSolverMultistepScheduler', { algorithm_type: 'deis' }, {}, 'deis cannot end'],
  [
    'own timesteps with lu lambdas',
    'DPMSolverMultistepScheduler',
    { use_lu_lambdas: true },
    { timesteps: [900, 500, 100] },
    'lu lambdas',
  ],
  [
    'own timesteps with karras sigmas',
    'EulerDiscreteScheduler',
    { use_karras_sigmas: true },
    { timesteps: [900, 500, 100] },
    'karras',
  ],
  ['two spacings', 'UniPCMultistepScheduler', { use_karras_sigmas: true, use_beta_sigmas: true }, {}, 'karras, beta'],
  [
    'LCM of more teacher’s steps than training steps',
    'LCMScheduler',
    { num_train_timesteps: 40 },
    {},
    '50 original steps',
  ],
  ['TCD likewise', 'TCDScheduler', { num_train_timesteps: 40 }, {}, '50 original steps'],
])('%s is refused, as in the reference', (_, _class_name, more, options, why) => {
  const make = () =>
    createScheduler(
      { ...config, _class_name, ...more },
      { ...('timesteps' in options ? options : { numInferenceSteps: 3 }) },
    );

  expect(make).toThrow(RangeError);
  expect(make).toThrow(why);
});
