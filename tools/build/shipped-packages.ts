import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression, as its package.json says. */
  readonly licence: string;
  readonly homepage: string;
  readonly author: string;
  /** The text of its licence and notice files, in the order of their names. Empty when it has none. */
  readonly texts: readonly string[];
  /** npm's own hash of the package, from the lock file: `sha512-…` in base64. */
  readonly integrity: string;
}

interface PackageJson {
  readonly version: string;
  readonly license?: string;
  readonly homepage?: string;
  readonly repository?: string | { readonly url?: string };
  readonly author?: string | { readonly name?: string };
}

/** Facts about the packages named, sorted by name. */
export function shippedPackages(root: string, names: Iterable<string>): ShippedPackage[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { integrity?: string } | undefined>; // npm's lock file, version 3
  };
  return [...names].sort().map((name) => {
    const folder = join(root, 'node_modules', name);
    const info = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageJson; // npm checked it
    return {
      name,
      version: info.version,
      licence: info.license ?? 'unknown',
      homepage: info.homepage ?? repositoryOf(info),
      author: typeof info.author === 'string' ? info.author : (info.author?.name ?? `the authors of ${name}`),
      texts: licenceTexts(folder),
      integrity: lock.packages[`node_modules/${name}`]?.integrity ?? '',
    };
  });
}

/** The licence and notice files of a folder. */
export function licenceTexts(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^(licen[cs]e|copying|notice|attribution|third-?party)/i.test(name) && !/\.(c?js|ts)$/.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());
}

function repositoryOf({ repository }: PackageJson): string {
  const url = typeof repository === 'string' ? repository : (repository?.url ?? '');
  return url.replace(/^git\+/, '').replace(/\.git$/, '');
}
