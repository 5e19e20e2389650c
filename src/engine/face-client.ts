import type { FaceApi, FaceOptions } from '../contract/portrait';
import { startConfiguredWorker } from './endable-worker';
import workerUrl from './face.worker?worker&url';

/** The face worker as the session sees it. It is started for one job and ended with it. */
export interface FaceFinder extends Omit<FaceApi, 'configure'> {
  /** Ends the worker and frees all it held; whatever was pending rejects with AbortError. */
  terminate(): void;
}

export type StartFaceFinder = (options: FaceOptions) => FaceFinder;

export const startFaceFinder: StartFaceFinder = (options) => {
  const { remote, call, terminate } = startConfiguredWorker<FaceApi>(workerUrl, 'ephemera-face', (face) =>
    face.configure(options),
  );
  return {
    readPhoto: (file) => call(async () => remote.readPhoto(file)),
    align: (photo, face) => call(() => remote.align(photo, face)),
    findFaces: (picture) => call(() => remote.findFaces(picture)),
    terminate,
  };
};
