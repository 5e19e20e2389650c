import './worker-trusted-types';
import './abort-signal';
import { expose } from 'comlink';
import { createRuntime } from '../runtime/ort-runtime';
import { diffusionApi } from './diffusion-api';

expose(diffusionApi(createRuntime));
