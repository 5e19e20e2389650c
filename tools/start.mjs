// npm start: installs if needed, builds if stale, serves. Plain Node: it runs before there are any packages.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildIfStale, installIfNeeded, requireNode, root } from './prepare.mjs';

requireNode();
installIfNeeded();
const status = buildIfStale();
if (status !== 0) {
  console.error('The build failed; what went wrong is above. Nothing is served.');
  process.exit(1);
}
const server = spawn(process.execPath, ['--import', 'tsx', join('tools', 'serve.ts'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => process.exit(code ?? 1));
