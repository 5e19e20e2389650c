import type { Connect, Plugin } from 'vite';
import { developmentHeaders, responseHeaders } from '../headers.ts';

/** The production headers on every response of the development and preview servers. */
export function productionHeaders(): Plugin {
  return {
    name: 'ephemera:headers',
    // Vite's error overlay writes HTML, which Trusted Types refuse. Errors are in the terminal and the console.
    config: () => ({ server: { hmr: { overlay: false } } }),
    configureServer: (server) => void server.middlewares.use(withHeaders(developmentHeaders())),
    configurePreviewServer: (server) => void server.middlewares.use(withHeaders(responseHeaders())),
  };
}

function withHeaders(headers: Readonly<Record<string, string>>): Connect.NextHandleFunction {
  return (_request, response, next) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    next();
  };
}
