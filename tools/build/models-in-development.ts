import { join } from 'node:path';
import type { Plugin } from 'vite';
import { contentType, developmentHeaders } from '../headers.ts';
import { staticHandler } from '../serve-lib.ts';
import { modelsIndex, readManifests } from './model-folders.ts';

/** Serves `/models/index.json`, read anew each time, and the models' files to the development server. */
export function modelsInDevelopment(): Plugin {
  return {
    name: 'ephemera:models',
    configureServer(server) {
      const root = join(server.config.root, 'models');
      const serveFile = staticHandler({ root, headers: developmentHeaders() });
      server.middlewares.use('/models', (request, response) => {
        if (request.url !== '/index.json') return serveFile(request, response);
        response.setHeader('Content-Type', contentType('.json'));
        response.setHeader('Cache-Control', 'no-store');
        response.end(modelsIndex(readManifests(root)));
      });
    },
  };
}
