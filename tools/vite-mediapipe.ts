import { createReadStream, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { contentType, developmentHeaders } from './headers.ts';

/** The only two of MediaPipe's six runtime files that are served: see `src/runtime/mediapipe.ts`. */
const runtimeFiles = ['vision_wasm_module_internal.js', 'vision_wasm_module_internal.wasm'];

/** Serves MediaPipe's runtime at `mediapipe/`, in development and in the build. */
export function mediapipeFiles(): Plugin {
  let root = '';
  const runtimeFile = (name: string) => join(root, 'node_modules/@mediapipe/tasks-vision/wasm', name);
  return {
    name: 'ephemera:mediapipe',
    configResolved: (config) => void (root = config.root),
    configureServer(server) {
      server.middlewares.use('/mediapipe', (request, response, next) => {
        const name = runtimeFiles.find((file) => `/${file}` === request.url?.split('?')[0]);
        if (!name) return next();
        for (const [header, value] of Object.entries(developmentHeaders())) response.setHeader(header, value);
        response.setHeader('Content-Type', contentType(name));
        response.setHeader('Content-Length', statSync(runtimeFile(name)).size);
        createReadStream(runtimeFile(name)).pipe(response);
      });
    },
    generateBundle() {
      for (const name of runtimeFiles) {
        this.emitFile({ type: 'asset', fileName: `mediapipe/${name}`, source: readFileSync(runtimeFile(name)) });
      }
    },
  };
}
