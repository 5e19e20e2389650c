import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import type { ModelManifest } from '../../src/contract/manifest.ts';

const schemaFile = join(import.meta.dirname, '../../models/manifest.schema.json');
const validate = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync(schemaFile, 'utf8')));

/** What is wrong with a manifest, a line each: first by the schema, then what a schema cannot say. Empty when it is good. */
export function manifestProblems(value: unknown): string[] {
  if (!validate(value)) {
    return (validate.errors ?? []).map(({ instancePath, message, params }) => {
      const extra = 'additionalProperty' in params ? ` ("${String(params['additionalProperty'])}")` : '';
      return `${instancePath === '' ? 'the manifest' : instancePath.slice(1).replaceAll('/', '.')} ${message}${extra}`;
    });
  }
  const manifest = value as ModelManifest; // the schema says so
  return [...unlistedFiles(manifest), ...repeatedFiles(manifest), ...numberProblems(manifest)];
}

function unlistedFiles({ components, memory, files }: ModelManifest): string[] {
  const listed = new Set(files.map(({ path }) => path));
  const graphs = Object.values(components).flatMap((one) => [one, ...Object.values(one.variants ?? {})]);
  const named = [
    ...graphs.flatMap(({ file, external_data = [] }) => [file, ...external_data]),
    ...(memory ? [memory.index, memory.latents] : []),
  ];
  return named.filter((path) => !listed.has(path)).map((path) => `${path} is used but not in the list of files`);
}

function repeatedFiles({ files }: ModelManifest): string[] {
  const paths = files.map(({ path }) => path);
  return paths.filter((path, i) => paths.indexOf(path) !== i).map((path) => `${path} is listed twice`);
}

function numberProblems({ vae, defaults, limits }: ModelManifest): string[] {
  const problems: string[] = [];
  if (vae.latent_rgb_factors !== undefined && vae.latent_rgb_factors.length !== vae.latent_channels) {
    problems.push(
      `vae.latent_rgb_factors has ${vae.latent_rgb_factors.length} rows for ${vae.latent_channels} channels`,
    );
  }
  if (defaults.num_inference_steps > limits.max_steps)
    problems.push('defaults.num_inference_steps is above limits.max_steps');
  for (const [width, height] of [...limits.sizes, [defaults.width, defaults.height] as const]) {
    if (width % vae.downscale !== 0 || height % vae.downscale !== 0) {
      problems.push(`${width}x${height} is not a multiple of ${vae.downscale}`);
    }
  }
  return problems;
}
