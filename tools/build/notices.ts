import { join } from 'node:path';
import type { ModelManifest } from '../../src/contract/manifest.ts';
import { licenceTexts, type ShippedPackage } from './shipped-packages.ts';

const rule = `\n\n${'='.repeat(80)}\n\n`;

/**
 * Third-party notices for what really ships: the packages found in the bundles, the wasm that comes with them, and each
 * model with the artwork it was made from.
 * @throws when something ships for which no licence text is known.
 */
export function noticesText(
  root: string,
  packages: readonly ShippedPackage[],
  models: readonly ModelManifest[],
  shippedModelFolders: readonly string[],
): string {
  const apache = licenceTexts(root).join('\n\n');
  const others = shippedModelFolders.filter((folder) => !models.some(({ id }) => id === folder));
  const sections = [
    'What this copy of Ephemera contains that others made, and on what terms.',
    ...packages.map((one) => packageNotice(root, one, apache)),
    ...models.map((one) => modelNotice(root, one)),
    ...others.map((folder) => helperModelNotice(root, folder)),
  ];
  return `${sections.join(rule)}\n`;
}

function packageNotice(root: string, one: ShippedPackage, apache: string): string {
  const title = `${one.name} ${one.version} — ${one.licence}${one.homepage ? `\n${one.homepage}` : ''}`;
  const own = one.texts.length > 0 ? one.texts : [standardText(one, apache)];
  // Some packages carry compiled code of others without saying so; their notices are kept here.
  const extra = licenceTexts(join(root, 'tools/build/notices', one.name.replace('/', '__')));
  return [title, ...own, ...extra].join('\n\n');
}

/** Some packages name their licence but do not carry its text. */
function standardText(one: ShippedPackage, apache: string): string {
  if (one.licence === 'Apache-2.0' && apache !== '') return apache;
  if (one.licence === 'MIT') return mit(one.author);
  throw new Error(`${one.name} ships in the bundle, but no text is known for its licence (${one.licence}).`);
}

function modelNotice(root: string, { id, title, source, licence }: ModelManifest): string {
  return [
    `Model ${id}: ${title} — ${licence.name}\n${licence.url}\n${source}`,
    ...licenceTexts(join(root, 'models', id)),
  ].join('\n\n');
}

/** A model that the app uses by itself (faces, safety) has no manifest: its folder's notices say all. */
function helperModelNotice(root: string, folder: string): string {
  const texts = licenceTexts(join(root, 'models', folder));
  if (texts.length === 0) throw new Error(`models/${folder} ships, but has no LICENSE or NOTICE file.`);
  return [`Model ${folder}`, ...texts].join('\n\n');
}

const mit = (holder: string) => `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
