import './worker-trusted-types';
import './abort-signal';
import { expose, transfer } from 'comlink';
import type { VideoApi } from '../contract/motion';
import { encodeClip, estimateBytes } from '../video/encode-clip';
import { offeredFormats } from '../video/offered-formats';

const api: VideoApi = {
  formats: offeredFormats,
  estimate: estimateBytes,
  async encode(frames, options, onFrame, signal) {
    const file = await encodeClip(frames, options, onFrame, signal);
    return transfer(file, [file.bytes.buffer]);
  },
};

expose(api);
