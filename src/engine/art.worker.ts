import './worker-trusted-types';
import './worker-requests';
import { expose, transfer } from 'comlink';
import type { ArtApi } from '../contract/portrait';
import { createArtist } from '../image/portrait/artist';

const artist = createArtist();

const api: ArtApi = {
  async sit(photo, aligned) {
    artist.sit(photo, aligned);
  },
  async align(...asked) {
    const result = artist.align(...asked);
    return transfer(result, [result.pixels.data.buffer]);
  },
  async draw(request) {
    const result = artist.draw(request);
    return transfer(result, [result.pixels.data.buffer]);
  },
  async startDiffusion(...asked) {
    return artist.startDiffusion(...asked);
  },
  async finishDiffusion(...asked) {
    return artist.finishDiffusion(...asked);
  },
};

expose(api);
