import { readdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { AlignedFace, FaceLandmarks, PhotoProblem } from '../../src/contract/portrait';

/** What a test learns of one photo: where the face was found, and how it looks in its own aligned crop. */
export interface Seen {
  readonly problem?: PhotoProblem;
  readonly size?: readonly [number, number];
  readonly faces?: readonly FaceLandmarks[];
  /** Names of all that the worker says of the photo. */
  readonly said?: readonly string[];
  readonly aligned?: Pick<AlignedFace, 'crop' | 'landmarks'>;
  /** Found anew in the aligned crop, 512 pixels wide. */
  readonly again?: FaceLandmarks;
  /** Mean of the person mask in the middle of the face and in a corner of its view, 0 to 255. */
  readonly mask?: readonly [number, number];
}

/** Sends photos through the built face worker, one worker for all, by comlink's own messages. */
export async function lookAt(page: Page, files: readonly Buffer[], aligns = true): Promise<Seen[]> {
  const worker = readdirSync('dist/assets').find((name) => /^face\.worker-.*\.js$/.test(name));
  await page.evaluate((path) => {
    const { trustedTypes } = window as unknown as {
      trustedTypes: {
        createPolicy(
          name: string,
          rules: { createScriptURL(url: string): string },
        ): { createScriptURL(url: string): string };
      };
    };
    const scope = window as unknown as Record<string, unknown>;
    const policy = (scope['testPolicy'] ??= trustedTypes.createPolicy('default', {
      createScriptURL: (url) => url,
    })) as {
      createScriptURL(url: string): string;
    };
    const worker = new Worker(policy.createScriptURL(path), { type: 'module' });
    let count = 0;
    scope['faceWorker'] = worker;
    scope['callFaceWorker'] = (method: string, ...asked: unknown[]) =>
      new Promise((resolve, reject) => {
        const id = `test-${count++}`;
        const listen = ({ data }: MessageEvent<{ id: string; type: string; value: unknown }>) => {
          if (data.id !== id) return;
          worker.removeEventListener('message', listen);
          if (data.type === 'RAW') resolve(data.value);
          else reject(new Error(JSON.stringify(data.value)));
        };
        worker.addEventListener('message', listen);
        worker.postMessage({
          id,
          type: 'APPLY',
          path: [method],
          argumentList: asked.map((value) => ({ type: 'RAW', value })),
        });
      });
  }, `assets/${worker}`);

  const seen: Seen[] = [];
  for (const file of files) {
    seen.push(
      await page.evaluate(
        async ({ base64, aligns }) => {
          const { callFaceWorker } = window as unknown as {
            callFaceWorker(method: string, ...asked: unknown[]): Promise<unknown>;
          };
          const scope = window as unknown as { isConfigured?: true };
          if (!scope.isConfigured) await callFaceWorker('configure', { baseUrl: document.baseURI, keepModels: false });
          scope.isConfigured = true;
          const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
          type Reading = {
            problem?: never;
            photo: { width: number; height: number; data: Uint8ClampedArray<ArrayBuffer> };
            faces: never[];
          };
          const reading = (await callFaceWorker('readPhoto', new Blob([bytes]))) as Reading;
          if (reading.problem) return { problem: reading.problem };
          const { photo, faces } = reading;
          const size = [photo.width, photo.height] as const;
          const said = [...Object.keys(reading), ...Object.keys(photo)].sort();
          if (!aligns) return { size, faces, said };
          type Aligned = {
            crop: { cx: number; cy: number; size: number; angle: number };
            landmarks: never;
            person: { width: number; data: Uint8ClampedArray };
          };
          const aligned = (await callFaceWorker('align', photo, faces[0])) as Aligned;
          const { crop, person } = aligned;
          // The crop as a browser would draw it, not as the app does.
          const side = 512;
          const source = new OffscreenCanvas(photo.width, photo.height);
          source.getContext('2d')!.putImageData(new ImageData(photo.data, photo.width, photo.height), 0, 0);
          const canvas = new OffscreenCanvas(side, side);
          const context = canvas.getContext('2d', { alpha: false })!;
          context.translate(side / 2, side / 2);
          context.scale(side / crop.size, side / crop.size);
          context.rotate(-crop.angle);
          context.drawImage(source, -crop.cx, -crop.cy);
          const { data } = context.getImageData(0, 0, side, side);
          const found = (await callFaceWorker('findFaces', { width: side, height: side, data })) as never[];
          const middle = person.data[Math.round(person.width * 0.37) * person.width + person.width / 2]!;
          return {
            size,
            faces,
            aligned: { crop, landmarks: aligned.landmarks },
            again: found[0]!,
            mask: [middle, person.data[5 * person.width + 5]!] as const,
          };
        },
        { base64: file.toString('base64'), aligns },
      ),
    );
  }
  await page.evaluate(() => (window as unknown as { faceWorker: Worker }).faceWorker.terminate());
  await page.evaluate(() => delete (window as unknown as { isConfigured?: true }).isConfigured);
  return seen;
}
