import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readArguments } from './command-line.ts';
import { responseHeaders } from './headers.ts';
import { createStaticServer, listen } from './serve-lib.ts';

const usage = 'serve [--port N] [--host ADDRESS] [--base /path/] [--dir FOLDER] [--model-origin https://…]';

async function main(): Promise<void> {
  const { values } = readArguments(usage, {
    options: {
      port: { type: 'string', default: '4173' },
      host: { type: 'string', default: '127.0.0.1' },
      base: { type: 'string', default: '/' },
      dir: { type: 'string', default: 'dist' },
      'model-origin': { type: 'string', multiple: true, default: [] },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`A port is a number from 0 to 65535, not "${values.port}".`);
  }
  if (!/^\/([^?#]*\/)?$/.test(values.base))
    throw new Error(`--base begins and ends with a slash, not "${values.base}".`);
  const root = resolve(values.dir);
  if (!existsSync(join(root, 'index.html'))) {
    throw new Error(`There is no build in ${values.dir}. Run npm start, or npm run build.`);
  }
  const headers = responseHeaders({ modelOrigins: values['model-origin'] });
  const server = createStaticServer({ root, headers, base: values.base });
  const bound = await listen(server, port, values.host);
  console.log(
    `Ephemera is at http://${values.host === '127.0.0.1' ? 'localhost' : values.host}:${bound}${values.base}  (Ctrl+C to stop)`,
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(0));
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
