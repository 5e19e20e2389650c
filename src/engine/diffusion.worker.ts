import './worker-trusted-types';
import './worker-requests';
import './abort-signal';
import { expose } from 'comlink';
import type { EngineApi } from '../contract/engine-api';
import { createRuntime } from '../runtime/ort-runtime';
import { diffusionApi } from './diffusion-api';
import { holdLifeline } from './watch-worker';

const held = holdLifeline(self.name);
const api = diffusionApi(createRuntime);

expose({
  ...api,
  async configure(options, onNote) {
    await held; // from here on the page watches for the worker's end
    await api.configure(options, onNote);
  },
} satisfies EngineApi);
