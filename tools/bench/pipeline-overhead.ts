import { createPipeline } from '../../src/pipelines/create';
import { toRequest } from '../../src/session/request';
import { initialSettings, settingsFor } from '../../src/session/settings';
import type { OnnxRuntime } from '../../src/runtime/onnx-network';
import { openModelFolder } from '../model-folder';
import { nodeRuntime } from '../node-runtime';
import { median, rounded, type Measurement } from './measurement';

const repeats = 9;

/** What our own code costs on top of the network calls, for the default model in Node's WASM on two threads. */
export async function* pipelineOverhead(): AsyncGenerator<Measurement> {
  let inNetworks = 0;
  const perNetwork = new Map<string, number[]>();
  const base = nodeRuntime(2);
  let opened = 0;
  const runtime: OnnxRuntime = {
    ...base,
    async open(graph, external) {
      const network = await base.open(graph, external);
      const name = `${network.outputs[0]!.name}-${opened++}`;
      return {
        ...network,
        async run(feeds, fetches) {
          const started = performance.now();
          const results = await network.run(feeds, fetches);
          const took = performance.now() - started;
          inNetworks += took;
          perNetwork.set(name, [...(perNetwork.get(name) ?? []), took]);
          return results;
        },
      };
    },
  };
  const model = await openModelFolder('models/sticker', runtime);
  const pipeline = createPipeline(model.manifest.family);
  const settings = { ...settingsFor(model.manifest, initialSettings()), seed: 1 };
  const request = toRequest(
    { prompt: 'a red apple', negativePrompt: '', settings, reference: undefined },
    model.manifest,
    0,
  );
  const totals: number[] = [];
  const shares: number[] = [];
  for (let i = 0; i <= repeats; i++) {
    inNetworks = 0;
    const started = performance.now();
    await pipeline(model, request, () => undefined, new AbortController().signal);
    const total = performance.now() - started;
    if (i === 0) continue; // opens the networks
    totals.push(total);
    shares.push((total - inNetworks) / inNetworks);
  }
  await model.dispose();

  yield {
    name: 'default-picture-node',
    value: rounded(median(totals)),
    unit: 'ms',
    note: `median of ${repeats}, WASM, 2 threads`,
  };
  for (const [name, values] of perNetwork) {
    yield { name: `network-${name}`, value: rounded(median(values.slice(1))), unit: 'ms a call' };
  }
  yield {
    name: 'pipeline-overhead',
    value: rounded(100 * median(shares)),
    unit: '% over the raw network calls',
    comparedWith: 'target 3 %',
  };
}
