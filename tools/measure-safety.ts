import { appendFile, readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { portraitCheck } from './bench/portrait-check';
import { measurePictures, summary, type PictureRecord } from './bench/safety';

/**
 * `npx tsx tools/measure-safety.ts [--count N] [--model FOLDER] [--records FILE]`: one JSON object a line. Over 500 pictures:
 * half an hour on two idle cores. With --records each picture's figures are kept in FILE, and a broken run goes on from there.
 */
const { values } = parseArgs({
  options: { count: { type: 'string', default: '500' }, model: { type: 'string' }, records: { type: 'string' } },
});
const records = values.records === undefined ? [] : await readRecords(values.records);
for await (const record of measurePictures(records.length, Number(values.count), values.model)) {
  records.push(record);
  if (values.records !== undefined) await appendFile(values.records, `${JSON.stringify(record)}\n`);
  if (records.length % 25 === 0) process.stderr.write(`${records.length} pictures\n`);
}
for await (const line of portraitCheck()) process.stdout.write(`${JSON.stringify(line)}\n`);
for (const line of summary(records)) process.stdout.write(`${JSON.stringify(line)}\n`);

async function readRecords(file: string): Promise<PictureRecord[]> {
  const text = await readFile(file, 'utf8').catch(() => ''); // a first run
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as PictureRecord); // written by this tool
}
