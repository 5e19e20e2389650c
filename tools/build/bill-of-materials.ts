import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelManifest } from '../../src/contract/manifest.ts';
import type { ShippedPackage } from './shipped-packages.ts';

/**
 * A CycloneDX 1.6 bill of materials of what ships: packages and models. It has no serial number and no time stamp, which
 * the format leaves optional, so that the same commit gives the same bytes.
 */
export function billOfMaterials(
  root: string,
  packages: readonly ShippedPackage[],
  models: readonly ModelManifest[],
): string {
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string; version: string }; // ours
  const bill = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': own.name,
        name: own.name,
        version: own.version,
        licenses: [{ license: { id: 'Apache-2.0' } }],
      },
    },
    components: [...packages.map(library), ...models.map(model)],
    dependencies: [
      {
        ref: own.name,
        dependsOn: [...packages.map(purl), ...models.map(({ id }) => modelReference(id))],
      },
    ],
  };
  return `${JSON.stringify(bill, null, 1)}\n`;
}

function library(one: ShippedPackage) {
  return {
    type: 'library',
    'bom-ref': purl(one),
    name: one.name,
    version: one.version,
    purl: purl(one),
    licenses: [/[ ()]/.test(one.licence) ? { expression: one.licence } : { license: { id: one.licence } }],
    ...(one.integrity.startsWith('sha512-') && {
      hashes: [{ alg: 'SHA-512', content: Buffer.from(one.integrity.slice(7), 'base64').toString('hex') }],
    }),
  };
}

function model({ id, title, licence, files }: ModelManifest) {
  return {
    type: 'machine-learning-model',
    'bom-ref': modelReference(id),
    name: id,
    description: title,
    licenses: [{ license: { name: licence.name, ...(licence.url && { url: licence.url }) } }],
    components: files.map(({ path, sha256 }) => ({
      type: 'file',
      'bom-ref': `${modelReference(id)}/${path}`,
      name: path,
      hashes: [{ alg: 'SHA-256', content: sha256 }],
    })),
  };
}

const purl = ({ name, version }: ShippedPackage) => `pkg:npm/${name.replace('@', '%40')}@${version}`;
const modelReference = (id: string) => `model:${id}`;
