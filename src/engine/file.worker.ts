import './worker-trusted-types';
import './worker-requests';
import { expose, transfer } from 'comlink';
import { namedError } from '../contract/errors';
import type { FileApi } from '../contract/file-api';
import { readMiddle, readPicture } from '../image/read-picture';
import { carriedFrom, inspect, withWatermark } from '../provenance/inspect';

const longestFile = 512 * 1024 * 1024;

const api: FileApi = {
  async readPicture(...asked) {
    const result = await readPicture(...asked);
    return 'data' in result ? transfer(result, [result.data.buffer]) : result;
  },
  async inspect(file) {
    if (file.size > longestFile) throw namedError('PictureUnreadableError', 'the file is larger than Inspect reads');
    const buffer = await file.arrayBuffer().catch(() => {
      throw namedError('PictureUnreadableError', 'the file cannot be read');
    });
    const bytes = new Uint8Array(buffer);
    const middle = await readMiddle(file, bytes).catch(() => undefined); // marks beside the pixels are still found
    const findings = await inspect(bytes, ...(middle ? [middle] : []));
    return { findings, carried: carriedFrom(findings), isPicture: middle !== undefined };
  },
  inspectFrames: async (findings, frames) => withWatermark(findings, frames),
};

expose(api);
