import './worker-trusted-types';
import './worker-requests';
import { expose, transfer } from 'comlink';
import type { FileApi } from '../contract/file-api';
import { readMiddle, readPicture } from '../image/read-picture';

const api: FileApi = {
  async readPicture(...asked) {
    const result = await readPicture(...asked);
    return 'data' in result ? transfer(result, [result.data.buffer]) : result;
  },
  async readMiddle(file) {
    const pixels = await readMiddle(file);
    return pixels && transfer(pixels, [pixels.data.buffer]);
  },
};

expose(api);
