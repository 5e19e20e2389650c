import { parseArgs } from 'node:util';
import { safety } from './bench/safety';

/** `npx tsx tools/measure-safety.ts [--count N] [--model FOLDER]`: one JSON object a line. Over 500 pictures: half an hour. */
const { values } = parseArgs({ options: { count: { type: 'string' }, model: { type: 'string' } } });
for await (const line of safety(Number(values.count ?? 500), values.model)) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
