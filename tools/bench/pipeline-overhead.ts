import * as ort from 'onnxruntime-web';
import type { GenerateRequest } from '../../src/contract/request';
import type { LoadedModel } from '../../src/models/loaded-model';
import { createPipeline } from '../../src/pipelines/create';
import type { OnnxRuntime } from '../../src/runtime/onnx-network';
import { openOnProcessor } from '../../src/runtime/on-processor';
import type { OrtModule } from '../../src/runtime/ort-network';
import { initialSettings, settingsFor } from '../../src/session/settings';
import { toRequest } from '../../src/session/request';
import { openPlainFolder } from '../conformance/plain-folder';
import { openModelFolder } from '../model-folder';
import { nodeRuntime } from '../node-runtime';
import { median, rounded, type Measurement } from './measurement';

const threads = 2;
/** On white and in the artwork's own colours: all else costs further calls, which the recording would lack. */
const prompts =
  'apple fox frog cake bear dog cat horse cow pizza banana tree rose robot rocket car train house lion tiger panda koala duck owl whale shark crab snail pear lemon tulip'
    .split(' ')
    .flatMap((subject) => [`a ${subject}`, `the ${subject}`, subject, `some ${subject}`]);

/**
 * What our own code costs on top of the network calls: a picture by the pipeline, and the same calls made with
 * onnxruntime-web alone, in turns, in Node's WASM. The larger model is a fixture (Stable Diffusion's structure, random and
 * narrow) at 384 pixels: of real size none is here, and a wider network makes the share smaller.
 */
export async function* pipelineOverhead(): AsyncGenerator<Measurement> {
  yield* overheadOf('default-model', prompts.length - 1, 3, async (runtime) => {
    const model = await openModelFolder('models/sticker', runtime);
    const settings = { ...settingsFor(model.manifest, initialSettings()), seed: 1 };
    const asked = { prompt: prompts[0]!, negativePrompt: '', settings, reference: undefined };
    return { model, request: toRequest(asked, model.manifest, 0) };
  });
  yield* overheadOf('stable-diffusion-384', 9, 1, async (runtime) => ({
    model: openPlainFolder('tests/golden/models/tiny-sd15', runtime),
    request: {
      ...{ modelId: 'folder', prompt: 'a cat on a chair', negativePrompt: '', seed: 1 },
      ...{ width: 384, height: 384, numInferenceSteps: 4, guidanceScale: 7.5, scheduler: 'EulerDiscreteScheduler' },
    },
  }));
}

interface Call {
  readonly name: string;
  /** The runtime's own call, with what the pipeline gave it. */
  readonly repeat: () => Promise<ort.InferenceSession.ReturnType>;
}

interface Subject {
  readonly model: LoadedModel & { dispose(): Promise<void> };
  readonly request: GenerateRequest;
}

async function* overheadOf(
  name: string,
  repeats: number,
  targetPercent: number,
  open: (runtime: OnnxRuntime) => Promise<Subject>,
): AsyncGenerator<Measurement> {
  const calls: Call[] = [];
  let isRecording = true;
  // Called raw are the very sessions that the pipeline has: another of the same network has its own place in memory.
  const recorded: OrtModule = {
    Tensor: ort.Tensor,
    InferenceSession: {
      async create(...given: [Uint8Array, ort.InferenceSession.SessionOptions?]) {
        const session = await ort.InferenceSession.create(...given);
        const run = session.run.bind(session) as (...asked: unknown[]) => Promise<ort.InferenceSession.ReturnType>;
        session.run = (...asked: unknown[]) => {
          if (isRecording) calls.push({ name: session.outputNames[0]!, repeat: () => run(...asked) });
          return run(...asked);
        };
        return session;
      },
    } as typeof ort.InferenceSession,
  };
  const { model, request } = await open({
    ...nodeRuntime(threads),
    open: (graph, external) => openOnProcessor(recorded, graph, external),
  });
  const pipeline = createPipeline(model.manifest.family);
  const draw = (prompt: string) =>
    pipeline(model, { ...request, prompt }, () => undefined, new AbortController().signal);
  await draw(request.prompt);
  isRecording = false;
  const ratios: number[] = [];
  const whole: number[] = [];
  const raw: number[] = [];
  const perNetwork = new Map<string, number[]>();
  for (let i = 0; i < repeats; i++) {
    const started = performance.now();
    await draw(prompts[(i + 1) % prompts.length]!); // another each time, or the text encoder would be left out
    whole.push(performance.now() - started);
    let inCalls = 0;
    for (const { name: output, repeat } of calls) {
      const from = performance.now();
      const results = await repeat();
      const took = performance.now() - from;
      inCalls += took;
      perNetwork.set(output, [...(perNetwork.get(output) ?? []), took]);
      for (const value of Object.values(results)) value.dispose();
    }
    raw.push(inCalls);
    ratios.push(whole.at(-1)! / inCalls);
  }
  await model.dispose();

  const [wholeMs, rawMs] = [median(whole), median(raw)];
  const note = `medians of ${repeats} in turns, WASM in Node, ${threads} threads`;
  yield {
    name: `${name}-picture-node`,
    value: rounded(wholeMs),
    unit: 'ms',
    comparedWith: `${rounded(rawMs)} ms of raw onnxruntime-web calls`,
    note,
  };
  for (const [output, values] of perNetwork) {
    yield { name: `${name}-raw-call-${output}`, value: rounded(median(values)), unit: 'ms a call', note };
  }
  yield {
    name: `pipeline-overhead-${name}`,
    value: rounded(100 * (median(ratios) - 1)),
    unit: '% over the raw network calls',
    comparedWith: `target ${targetPercent} %`,
    note: `${note}, each over the calls right after it; a prompt of its own each time, checks of each stage's numbers included`,
  };
}
