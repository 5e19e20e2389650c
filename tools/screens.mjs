import { spawnSync } from 'node:child_process';

/** `npm run screens` draws every state of the page anew; `npm run screens -- --check` compares with what is committed. */
const wanted = process.argv.slice(2);
if (wanted.some((argument) => argument !== '--check')) {
  console.error('npm run screens [-- --check]');
  process.exit(1);
}
const { status } = spawnSync('npx', ['playwright', 'test', 'tests/browser/screens.spec.ts', '--retries=0'], {
  stdio: 'inherit',
  env: { ...process.env, EPHEMERA_SCREENS: wanted.length > 0 ? 'check' : 'draw' },
});
process.exit(status ?? 1);
