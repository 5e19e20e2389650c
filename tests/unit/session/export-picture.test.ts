import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Picture, Recipe } from '../../../src/contract/picture';
import {
  downloadZip,
  exportPicture,
  type ExportOptions,
  type PictureFormat,
} from '../../../src/session/export-picture';
import { fixture } from '../provenance/fixtures';

const marker = 'zyxmarkerquux';
const files: Partial<Record<PictureFormat, string>> = {
  'image/png': 'plain.png',
  'image/jpeg': 'plain.jpg',
  'image/webp': 'lossy.webp',
};
const formats = Object.keys(files) as PictureFormat[]; // the keys, just above
const plain: Omit<ExportOptions, 'format'> = { withRecipe: false, visibleLabel: '' };

const recipe: Recipe = {
  modelId: 'tiny',
  prompt: `a ${marker} fox`,
  negativePrompt: marker,
  width: 64,
  height: 48,
  numInferenceSteps: 4,
  guidanceScale: 1,
  seed: 271828182,
  usedPicture: false,
  usedMask: false,
};
const picture: Picture = {
  id: 1,
  pixels: { width: 64, height: 48, data: new Uint8ClampedArray(4 * 64 * 48).fill(200) },
  label: `a ${marker} fox`,
  recipe,
  modelTitle: 'Tiny',
  leanedOn: [],
  madeAt: new Date(2026, 6, 14),
  sourceType: 'trainedAlgorithmicMedia',
};

let saved: Blob[];
/** A canvas that encodes every picture as the fixture of its kind: Node has none. */
beforeEach(() => {
  saved = [];
  vi.stubGlobal('ImageData', class {});
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext = () => ({ putImageData: () => undefined });
      convertToBlob = async ({ type }: { type: PictureFormat }) => new Blob([fixture(files[type]!)], { type });
    },
  );
  vi.stubGlobal('document', { createElement: () => ({ click: () => undefined }) });
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    saved.push(blob as Blob); // `offer` gives nothing else
    return 'blob:none';
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** The bytes as text in the ways that a prompt could lie in them. */
function readings(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes);
  return [buffer.toString('latin1'), buffer.toString('utf16le'), buffer.subarray(1).toString('utf16le')].join('\n');
}

test.each(formats)(
  '%s: no word of the prompt, no seed, no date and no model is in the file, unless asked for',
  async (format) => {
    const bytes = readings(await exportPicture(picture, { ...plain, format }));

    for (const secret of [marker, '271828182', '2026', 'Tiny']) expect(bytes).not.toContain(secret);

    const asked = readings(await exportPicture(picture, { ...plain, format, withRecipe: true }));
    expect(asked).toContain(marker);
  },
);

test('nor in a zip, its names and dates among it', async () => {
  await downloadZip([picture, { ...picture, id: 2 }], { ...plain, format: 'image/png' }, () => undefined);

  const bytes = readings(new Uint8Array(await saved[0]!.arrayBuffer()));
  expect(bytes).toContain('ephemera-64x48-2.png');
  expect(bytes).not.toContain(marker);
  expect(bytes).not.toContain('recipes.txt');

  await downloadZip([picture], { ...plain, format: 'image/png', withRecipe: true }, () => undefined);
  expect(readings(new Uint8Array(await saved[1]!.arrayBuffer()))).toContain(marker);
});

test('the line for people is only on pictures that a model had a part in', async () => {
  // Node cannot write on a canvas: asking for the line there is an error, which shows that it was asked for.
  const labelled = { ...plain, format: 'image/png', visibleLabel: 'Made with AI' } as const;
  const altered: Picture = { ...picture, sourceType: 'algorithmicallyEnhanced' };

  await expect(exportPicture(picture, labelled)).rejects.toThrow();
  await expect(exportPicture(altered, labelled)).resolves.toBeInstanceOf(Uint8Array);
});
