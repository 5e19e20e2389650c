import type { AppFile, AppFiles } from '../contract/offline';

/** What becomes of a request: the whole rule of the service worker, apart from the seal. */
export type Route =
  | { readonly to: 'kept'; readonly file: AppFile }
  /** The host's own settings, which no build lists: asked for anew, and kept for when the host does not answer. */
  | { readonly to: 'settings' }
  /** Not ours to keep: weights, which the app stores by their hash, and what the build does not list. */
  | { readonly to: 'host' }
  /** Nothing the app does: a body, a query, or an address of this origin outside the app's folder. */
  | { readonly to: 'refused' };

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly isNavigation: boolean;
  readonly hasRange: boolean;
}

/** @param scope the address of the app's folder */
export function routeOf(asked: Asked, scope: string, files: AppFiles): Route {
  const { origin, pathname, search } = new URL(asked.url);
  if (asked.method !== 'GET') return { to: 'refused' };
  if (origin !== new URL(scope).origin) return { to: 'host' }; // what may be asked of others is the policy's to say
  const folder = new URL(scope).pathname;
  if (!pathname.startsWith(folder) || (search !== '' && !asked.isNavigation)) return { to: 'refused' };
  const path = decodeURIComponent(pathname.slice(folder.length)) || 'index.html';
  if (path === 'host.json') return { to: 'settings' };
  const file = [...files.shell, ...files.onUse].find((one) => one.path === path);
  return file && !asked.hasRange ? { to: 'kept', file } : { to: 'host' };
}

/**
 * The policy of a worker that is started under the seal: besides all that it was, it may connect to nothing but the files
 * named. Policies in one header are all enforced.
 */
export function sealedPolicy(policy: string | null, addresses: readonly string[]): string {
  const sources = addresses.length > 0 ? addresses.join(' ') : "'none'";
  return [...(policy === null ? [] : [policy]), `connect-src ${sources}`].join(', ');
}
