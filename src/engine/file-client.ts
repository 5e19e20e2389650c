import type { FileApi, PictureReading } from '../contract/file-api';
import workerUrl from './file.worker?worker&url';
import { startEndableWorker } from './endable-worker';

/** A worker for one question about a file; it is ended, and what it decoded freed, when the answer is there. */
export async function askFileWorker<T>(question: (api: FileApi) => Promise<T>): Promise<T> {
  const { remote, call, terminate } = startEndableWorker<FileApi>(workerUrl, 'ephemera-file');
  const api: FileApi = {
    readPicture: (...asked) => call<PictureReading>(async () => remote.readPicture(...asked)),
    inspect: (file) => call(() => remote.inspect(file)),
    inspectFrames: (findings, frames) => call(() => remote.inspectFrames(findings, frames)),
  };
  return question(api).finally(() => terminate());
}
