import './worker-trusted-types';
import './abort-signal';
import { expose, transfer } from 'comlink';
import type { VideoApi } from '../contract/motion';
import { addMarks } from '../provenance/add-marks';
import { embedWatermark } from '../provenance/watermark';
import { encodeClip, estimateBytes, type ClipMarks } from '../video/encode-clip';
import { offeredFormats } from '../video/offered-formats';

const api: VideoApi = {
  formats: offeredFormats,
  estimate: estimateBytes,
  async encode(frames, options, onFrame, signal) {
    const marks: ClipMarks = {
      frame: embedWatermark,
      file: (bytes, mime) => addMarks(bytes, mime, { composite: options.isComposite }),
    };
    const file = await encodeClip(frames, options, marks, onFrame, signal);
    return transfer(file, [file.bytes.buffer]);
  },
};

expose(api);
