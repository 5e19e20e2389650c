import './worker-trusted-types';
import './abort-signal';
import { expose, transfer } from 'comlink';
import type { ClipOptions, VideoApi } from '../contract/motion';
import { addMarks } from '../provenance/add-marks';
import { embedWatermark } from '../provenance/watermark';
import { encodeClip, estimateBytes, type ClipMarks } from '../video/encode-clip';
import { offeredFormats } from '../video/offered-formats';

const marksFor = ({ isComposite }: ClipOptions): ClipMarks => ({
  frame: embedWatermark,
  file: (bytes, mime) => addMarks(bytes, mime, { composite: isComposite }),
});

const api: VideoApi = {
  formats: offeredFormats,
  estimate: (frames, options, signal) => estimateBytes(frames, options, marksFor(options), signal),
  async encode(frames, options, onFrame, signal) {
    const file = await encodeClip(frames, options, marksFor(options), onFrame, signal);
    return transfer(file, [file.bytes.buffer]);
  },
};

expose(api);
