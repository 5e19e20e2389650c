import type { Pixels } from '../contract/pixels';
import { flattened } from '../image/flatten';
import type { LoadedModel } from '../models/loaded-model';
import type { Style } from '../retrieval/memory';
import { tensor } from '../tensor/tensor';
import { onlyOutput } from './flow-autoencoder';
import { requireSane } from './sentinel';

/** A cut-out of the model's size in another of the index's styles: its colours change, its outline does not. */
export async function restyled(
  model: LoadedModel,
  cutOut: Pixels,
  styles: readonly Style[],
  asked: number,
): Promise<Pixels> {
  const { width, height, data } = cutOut;
  const plane = width * height;
  const sample = new Float32Array(4 * plane);
  for (let p = 0; p < plane; p++) {
    const alpha = data[4 * p + 3]! / 255;
    for (let c = 0; c < 3; c++) sample[c * plane + p] = (data[4 * p + c]! / 255) * alpha;
    sample[3 * plane + p] = alpha;
  }
  const oneHot = new Float32Array(styles.length);
  oneHot[asked] = 1;
  const restyler = await model.open('restyler');
  const drawn = onlyOutput(
    await restyler.run({ sample: tensor(sample, [1, 4, height, width]), style: tensor(oneHot, [1, styles.length]) }),
  );
  await model.done('restyler');
  requireSane('blank', drawn);
  const made = new Uint8ClampedArray(data);
  for (let p = 0; p < plane; p++) {
    if (data[4 * p + 3] === 0) continue;
    for (let c = 0; c < 3; c++) made[4 * p + c] = drawn.data[c * plane + p]! * 255;
  }
  const drawing = { width, height, data: made };
  return styles[asked]!.is_flat ? flattened(drawing) : drawing;
}
