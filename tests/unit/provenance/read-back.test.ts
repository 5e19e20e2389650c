import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { addMarks } from '../../../src/provenance/add-marks';
import { fixture, kinds } from './fixtures';

const hasExiftool = spawnSync('exiftool', ['-ver']).status === 0;
const hasFfprobe = spawnSync('ffprobe', ['-version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'ephemera-marks-'));
afterAll(() => rmSync(folder, { recursive: true }));

function marked(file: string, mime: string): string {
  const path = join(folder, file);
  writeFileSync(
    path,
    addMarks(fixture(file), mime, {
      sourceType: 'compositeWithTrainedAlgorithmicMedia',
      carried: ['c2pa'],
      recipe: 'a fox',
    }),
  );
  return path;
}

describe(
  hasExiftool ? 'read back by exiftool' : 'NOT RUN: exiftool is not installed (Debian: libimage-exiftool-perl)',
  () => {
    test.skipIf(!hasExiftool).each(kinds)('exiftool finds the marks in $file and no warning', ({ file, mime }) => {
      const [tags] = JSON.parse(
        execFileSync('exiftool', ['-j', '-validate', '-all', '-G0', marked(file, mime)]).toString(),
      );

      expect(tags['XMP:DigitalSourceType']).toBe(
        'http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia',
      );
      expect(tags['XMP:InputMarks']).toBe('c2pa');
      expect(tags['XMP:Description']).toBe('a fox');
      expect(tags['ExifTool:Validate']).toBe('OK');
    });
  },
);

describe(hasFfprobe ? 'read by ffprobe' : 'NOT RUN: ffprobe is not installed (Debian: ffmpeg)', () => {
  const readable = kinds.filter(({ file }) => file !== 'alpha.webp'); // ffmpeg 5.1 has no decoder for it, marked or not
  test.skipIf(!hasFfprobe).each(readable)(
    'ffprobe reads the same size from $file after marking, without a complaint',
    ({ file, mime }) => {
      const options = ['-v', 'error', '-show_entries', 'stream=width,height', '-of', 'csv=p=0', marked(file, mime)];

      const { stdout, stderr } = spawnSync('ffprobe', options, { encoding: 'utf8' });

      expect(stdout.trim()).toBe('64,48');
      expect(stderr).toBe('');
    },
  );
});
