/**
 * Imported first by every worker. Libraries start their own workers and import their own loaders by string; this policy
 * admits addresses of this origin and nothing else, so `require-trusted-types-for 'script'` stays on.
 */
interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown;
}

const { trustedTypes } = self as unknown as { trustedTypes?: PolicyFactory }; // not in TypeScript's WebWorker library
trustedTypes?.createPolicy('default', {
  createScriptURL(url) {
    const { origin, href } = new URL(url, self.location.href);
    if (origin !== self.location.origin) throw new TypeError('a script from another origin was refused');
    return href;
  },
});
