import './worker-trusted-types';
import './abort-signal';
import { expose, transfer } from 'comlink';
import type { ClipOptions, VideoApi } from '../contract/motion';
import { addMarks } from '../provenance/add-marks';
import { saysMachine } from '../provenance/marks';
import { embedWatermark } from '../provenance/watermark';
import { encodeClip, estimateBytes, type ClipMarks } from '../video/encode-clip';
import { offeredFormats } from '../video/offered-formats';

const marksFor = ({ sourceType }: ClipOptions): ClipMarks => ({
  frame: saysMachine(sourceType) ? embedWatermark : (pixels) => pixels,
  file: (bytes, mime) => addMarks(bytes, mime, { sourceType }),
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
