import './worker-trusted-types';
import './worker-requests';
import { expose, transfer } from 'comlink';
import type { FileApi } from '../contract/file-api';
import { readPicture } from '../image/read-picture';
import { withWatermark } from '../provenance/inspect';
import { inspectFile } from './inspect-file';

const api: FileApi = {
  async readPicture(...asked) {
    const result = await readPicture(...asked);
    return 'data' in result ? transfer(result, [result.data.buffer]) : result;
  },
  inspect: inspectFile,
  inspectFrames: async (findings, frames) => withWatermark(findings, frames),
};

expose(api);
