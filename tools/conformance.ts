import { readArguments, UsageError } from './command-line';
import { conformanceParts, runConformance, type Part } from './conformance/run';

const usage = `npm run conformance -- DIR [--only ${conformanceParts.join('|')}] [--backend wasm|node]`;

/** Checks the app's own arithmetic against a folder of numbers from diffusers. Exit code 1 when a case fails. */
async function main(): Promise<number> {
  const { values, positionals } = readArguments(usage, {
    allowPositionals: true,
    options: { only: { type: 'string' }, backend: { type: 'string', default: 'wasm' } },
  });
  const [folder] = positionals;
  const only = conformanceParts.find((part) => part === values.only);
  if (folder === undefined || positionals.length > 1) throw new UsageError('Which folder?', usage);
  if (values.only !== undefined && only === undefined)
    throw new Error(`--only ${values.only} is none of: ${conformanceParts.join(', ')}`);
  // Both mean onnxruntime-web's WASM: there is no other runtime in this repository.
  if (!['wasm', 'node'].includes(values.backend))
    throw new Error(`--backend ${values.backend} is neither wasm nor node`);

  const parts: readonly Part[] = only ? [only] : conformanceParts;
  const { passed, failed } = await runConformance(folder, parts, (line) => console.log(line));
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

main()
  .then((code) => process.exit(code)) // onnxruntime's worker threads would keep the process
  .catch((thrown: unknown) => {
    console.error(thrown instanceof Error ? thrown.message : thrown);
    process.exit(1);
  });
