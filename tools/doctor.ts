import { readArguments, UsageError } from './command-line.ts';
import { examine } from './doctor/examine.ts';
import { findingText } from './doctor/findings.ts';

const usage = 'npm run doctor -- ADDRESS        (for example https://pictures.example.org/ephemera/)';

async function main(): Promise<void> {
  const [address] = readArguments(usage, { allowPositionals: true }).positionals;
  if (address === undefined || !URL.canParse(address)) throw new UsageError('Which address?', usage);
  const base = address.endsWith('/') ? address : `${address}/`;
  const { findings, checks, files } = await examine(base, (path) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${path}`);
  });
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  for (const finding of findings) console.log(findingText(finding));
  const failed = findings.reduce((sum, { where }) => sum + where.length, 0);
  const score = Math.floor((100 * (checks - failed)) / checks);
  console.log(`${files} files, ${checks} checks, ${findings.length} findings. Score ${score} of 100.`);
  if (findings.length > 0) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
