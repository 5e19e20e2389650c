interface ScriptPolicy {
  createScriptURL(url: string): string;
}

let policy: ScriptPolicy | undefined;

/**
 * The address of one of the app's own worker scripts, as Trusted Types wants it. `url` is named by the program, never by
 * data; any other origin is refused.
 */
export function ownScript(url: string): string {
  const factory = (globalThis as { trustedTypes?: { createPolicy(n: string, p: ScriptPolicy): ScriptPolicy } })
    .trustedTypes; // not in TypeScript's DOM library
  policy ??= factory?.createPolicy('app-worker', {
    createScriptURL(address) {
      if (new URL(address, location.href).origin !== location.origin) throw new TypeError('not our worker');
      return address;
    },
  });
  return policy?.createScriptURL(url) ?? url;
}
