interface WorkerPolicy {
  createScriptURL(url: string): string;
}

let policy: WorkerPolicy | undefined;

/** Starts one of the app's own workers under Trusted Types. `url` comes from a `?worker&url` import, never from data. */
export function startWorker(url: string, name: string): Worker {
  const factory = (globalThis as { trustedTypes?: { createPolicy(n: string, p: WorkerPolicy): WorkerPolicy } })
    .trustedTypes; // not in TypeScript's DOM library
  policy ??= factory?.createPolicy('app-worker', {
    createScriptURL(address) {
      if (new URL(address, location.href).origin !== location.origin) throw new TypeError('not our worker');
      return address;
    },
  });
  return new Worker(policy?.createScriptURL(url) ?? url, { type: 'module', name });
}
