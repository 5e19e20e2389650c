import { appendFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Pixels } from '../src/contract/pixels';
import { portraitCheck } from './bench/portrait-check';
import { defaultPictures, measurePictures, summary, type PictureRecord } from './bench/safety';
import { readPng } from './png';

/**
 * `npx tsx tools/measure-safety.ts [--count N] [--model FOLDER | --pictures FOLDER] [--records FILE]`: one JSON object a line.
 * Draws 500 pictures (about ten minutes on two idle cores), or reads the PNGs of a folder, which `npm run generate -- --batch`
 * writes. With --records each picture's figures are kept in FILE, and a broken run goes on from there.
 */
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '500' },
    model: { type: 'string' },
    pictures: { type: 'string' },
    records: { type: 'string' },
  },
});
const records = values.records === undefined ? [] : await readRecords(values.records);
const from = records.length;
const pictures =
  values.pictures === undefined
    ? defaultPictures(from, Number(values.count), values.model)
    : picturesIn(values.pictures, from);
for await (const record of measurePictures(pictures, from)) {
  records.push(record);
  if (values.records !== undefined) await appendFile(values.records, `${JSON.stringify(record)}\n`);
  if (records.length % 25 === 0) process.stderr.write(`${records.length} pictures\n`);
}
for await (const line of portraitCheck()) process.stdout.write(`${JSON.stringify(line)}\n`);
for (const line of summary(records)) process.stdout.write(`${JSON.stringify(line)}\n`);

async function* picturesIn(folder: string, from: number): AsyncGenerator<Pixels> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.png')).sort();
  for (const name of names.slice(from)) yield await readPng(join(folder, name));
}

async function readRecords(file: string): Promise<PictureRecord[]> {
  const text = await readFile(file, 'utf8').catch(() => ''); // a first run
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as PictureRecord); // written by this tool
}
