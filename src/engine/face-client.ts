import type { FaceApi, FaceOptions } from '../contract/portrait';
import { startEndableWorker } from './endable-worker';
import workerUrl from './face.worker?worker&url';

/** The face worker as the session sees it. It is started for one job and ended with it. */
export interface FaceFinder extends Omit<FaceApi, 'configure'> {
  /** Ends the worker and frees all it held; whatever was pending rejects with AbortError. */
  terminate(): void;
}

export type StartFaceFinder = (options: FaceOptions) => FaceFinder;

export const startFaceFinder: StartFaceFinder = (options) => {
  const { remote, call, terminate } = startEndableWorker<FaceApi>(workerUrl, 'ephemera-face');
  const configured = remote.configure(options);
  const ready = <T>(ask: () => Promise<T>) =>
    call(async () => {
      await configured;
      return ask();
    });
  return {
    readPhoto: (file) => ready(async () => remote.readPhoto(file)),
    align: (photo, face) => ready(() => remote.align(photo, face)),
    findFaces: (picture) => ready(() => remote.findFaces(picture)),
    terminate,
  };
};
