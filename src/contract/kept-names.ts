/** The only names under which the page keeps anything. Nothing opens under another one: see `network/guard-stores.ts`. */
export const settingsKey = 'ephemera-settings';
export const modelDatabase = 'ephemera-models';
/** The caches of `contract/offline.ts`. */
export const isOwnCache = (name: string): boolean => /^ephemera-(app|seal) /.test(name);
