import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { readArguments } from '../../../tools/command-line';

const options = { port: { type: 'string' } } as const;

test('gives what was typed', () => {
  expect(readArguments('use it so', { args: ['--port', '8'], options }).values.port).toBe('8');
});

test('a slip is answered with what it was and how the command is used', () => {
  expect(() => readArguments('use it so', { args: ['--prot', '8'], options })).toThrow(/'--prot'[^]*use it so/);
});

const models = (...typed: string[]) =>
  promisify(execFile)('npx', ['tsx', 'tools/models.ts', ...typed]).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    ({ code, stderr }: { code: number; stderr: string }) => ({ code, said: stderr }),
  );

test('of a whole command: --help says how it is used; a slip does too, with exit code 1 and no stack', async () => {
  const [help, slip] = await Promise.all([models('--help'), models('--nonsense')]);

  expect(help).toEqual({ code: 0, said: expect.stringContaining('npm run models -- add SOURCE') });
  expect(slip).toEqual({ code: 1, said: expect.stringContaining(help.said.trim()) });
  expect(slip.said).not.toMatch(/^\s+at /m);
}, 60_000);
