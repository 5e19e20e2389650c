import type { Plugin } from 'vite';

/** Collects the names of the npm packages whose code or files end up in the page's and the workers' bundles. */
export function bundledPackages(): { plugin: Plugin; names: ReadonlySet<string> } {
  const names = new Set<string>();
  const collector = (): Plugin => ({
    name: 'ephemera:bundled-packages',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        const sources =
          output.type === 'asset'
            ? output.originalFileNames
            : Object.entries(output.modules).flatMap(([id, module]) => (module.renderedLength > 0 ? [id] : []));
        for (const name of sources.map(packageOf)) if (name !== undefined) names.add(name);
      }
    },
  });
  // Workers are bundled on their own, with their own list of plugins.
  const plugin: Plugin = { ...collector(), config: () => ({ worker: { plugins: () => [collector()] } }) };
  return { plugin, names };
}

/** `…/node_modules/@scope/name/file.js` → `@scope/name`; undefined for our own files. */
export function packageOf(path: string): string | undefined {
  return /^.*(?:^|[/\\])node_modules[/\\]((?:@[^/\\]+[/\\])?[^/\\]+)/.exec(path)?.[1]?.replace('\\', '/');
}
