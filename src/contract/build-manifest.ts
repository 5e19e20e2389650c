/** The list of every file of a build, as `npm run build` writes it and `npm run verify` and the page itself read it. */
export interface BuildManifest {
  readonly format: 1;
  readonly name: 'ephemera';
  /** Sorted by path. Every file that a browser can fetch, wasm and weights included; not this file, and not the host's own. */
  readonly files: readonly BuildFile[];
}

export interface BuildFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export const buildManifestName = 'build-manifest.json';

/** @throws when the text is not such a manifest, saying what is wrong with it. */
export function parseBuildManifest(text: string): BuildManifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('The build manifest is not JSON.');
  }
  if (!isBuildManifest(value)) throw new Error('This is not a build manifest of Ephemera.');
  return value;
}

function isBuildManifest(value: unknown): value is BuildManifest {
  const { format, files } = (value ?? {}) as { format?: unknown; files?: unknown }; // each field is looked at next
  return format === 1 && Array.isArray(files) && files.every(isBuildFile);
}

function isBuildFile(value: unknown): value is BuildFile {
  const file = (value ?? {}) as Record<string, unknown>; // each field is looked at next
  return (
    typeof file['path'] === 'string' &&
    typeof file['bytes'] === 'number' &&
    typeof file['sha256'] === 'string' &&
    /^[0-9a-f]{64}$/.test(file['sha256']) &&
    !file['path'].startsWith('/') &&
    !file['path'].split('/').includes('..')
  );
}
