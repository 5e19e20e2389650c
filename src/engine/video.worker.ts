import './worker-trusted-types';
import './worker-requests';
import './abort-signal';
import { expose, transfer } from 'comlink';
import type { ClipOptions, VideoApi } from '../contract/motion';
import type { Pixels } from '../contract/pixels';
import { drawLabel, withLabel } from '../image/visible-label';
import { addCredentials } from '../provenance/add-credentials';
import { addMarks } from '../provenance/add-marks';
import { saysMachine } from '../provenance/marks';
import { embedWatermark } from '../provenance/watermark';
import { webmTags } from '../provenance/webm-tags';
import { encodeClip, estimateBytes, type ClipMarks } from '../video/encode-clip';
import { offeredFormats } from '../video/offered-formats';

function marksFor({ sourceType, carried, visibleLabel }: ClipOptions): ClipMarks {
  let label: Pixels | undefined;
  return {
    frame(pixels) {
      if (!saysMachine(sourceType)) return pixels;
      if (visibleLabel === '') return embedWatermark(pixels);
      label ??= drawLabel(visibleLabel, pixels);
      return embedWatermark(withLabel(pixels, label));
    },
    webmTags: webmTags({ sourceType, carried }),
    file: (bytes, mime) => addCredentials(addMarks(bytes, mime, { sourceType, carried }), { sourceType }),
  };
}

const api: VideoApi = {
  formats: offeredFormats,
  estimate: (frames, options, signal) => estimateBytes(frames, options, marksFor(options), signal),
  async encode(frames, options, onFrame, signal) {
    const file = await encodeClip(frames, options, marksFor(options), onFrame, signal);
    return transfer(file, [file.bytes.buffer]);
  },
};

expose(api);
