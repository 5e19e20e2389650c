/**
 * Every promise, in the order in which it is read, with the file that keeps it and the test that fails when it does not.
 * PRIVACY.md and the Privacy page are both made of this list; their sentences are in the files beside it.
 */
export const promises = [
  {
    id: 'memory',
    keptBy: ['src/session/content.svelte.ts'],
    provedBy: ['tests/unit/session/session.test.ts'],
  },
  {
    id: 'forget',
    keptBy: ['src/session/session.svelte.ts'],
    provedBy: ['tests/unit/session/session.test.ts', 'tests/browser/privacy.spec.ts'],
  },
  {
    id: 'counted',
    keptBy: ['src/session/privacy-facts.ts'],
    provedBy: ['tests/unit/session/privacy-facts.test.ts', 'tests/browser/leave.spec.ts'],
  },
  { id: 'trail', keptBy: ['src/engine/keep-trail.ts'], provedBy: ['tests/unit/engine/client.test.ts'] },
  {
    id: 'empty',
    keptBy: ['src/main.ts'],
    provedBy: ['tests/browser/privacy.spec.ts', 'tests/browser/leave.spec.ts'],
  },
  {
    id: 'disk',
    keptBy: ['src/storage/model-cache.ts', 'src/ui/private-text.ts'],
    provedBy: ['tests/browser/leave.spec.ts'],
  },
  {
    id: 'requests',
    keptBy: ['src/network/download.ts', 'index.html'],
    provedBy: ['tests/unit/network/download.test.ts', 'tests/browser/privacy.spec.ts'],
  },
  {
    id: 'policy',
    keptBy: ['tools/headers.ts'],
    provedBy: ['tests/unit/tools/headers.test.ts', 'tests/browser/leak.spec.ts'],
  },
  {
    id: 'everywhere',
    keptBy: ['tools/serve-lib.ts', 'hosting/'],
    provedBy: ['tests/unit/tools/serve-lib.test.ts', 'tests/unit/tools/hosting-run.test.ts'],
  },
  {
    id: 'doors',
    keptBy: ['src/network/close-doors.ts', 'src/network/guard-elements.ts', 'src/network/guard-stores.ts'],
    provedBy: ['tests/browser/leak.spec.ts'],
  },
  {
    id: 'stored',
    keptBy: ['src/storage/model-cache.ts'],
    provedBy: [
      'tests/unit/storage/model-cache.test.ts',
      'tests/browser/privacy.spec.ts',
      'tests/browser/offline.spec.ts',
    ],
  },
  {
    id: 'settings',
    keptBy: ['src/storage/preferences.ts'],
    provedBy: ['tests/unit/storage/preferences.test.ts', 'tests/browser/studio-settings.spec.ts'],
  },
  {
    id: 'offline',
    keptBy: ['src/offline/service.worker.ts', 'src/offline/routes.ts'],
    provedBy: ['tests/unit/offline/routes.test.ts', 'tests/browser/offline.spec.ts'],
  },
  {
    id: 'seal',
    keptBy: ['src/session/offline.svelte.ts', 'src/network/seal-page.ts', 'src/offline/service.worker.ts'],
    provedBy: ['tests/browser/seal.spec.ts'],
  },
  {
    id: 'addresses',
    keptBy: ['src/contract/model-file.ts', 'src/catalog/catalog.ts'],
    provedBy: ['tests/unit/catalog/catalog.test.ts'],
  },
  {
    id: 'traces',
    keptBy: ['src/contract/errors.ts', 'eslint.config.js'],
    provedBy: ['tests/browser/privacy.spec.ts', 'tests/unit/ui/describe-error.test.ts'],
  },
  {
    id: 'canvas',
    keptBy: ['src/session/save.ts', 'src/ui/stage/PictureCanvas.svelte'],
    provedBy: ['tests/unit/session/save.test.ts', 'tests/browser/privacy.spec.ts'],
  },
  { id: 'names', keptBy: ['src/session/save.ts'], provedBy: ['tests/unit/session/save.test.ts'] },
  {
    id: 'marks',
    keptBy: ['src/provenance/add-marks.ts', 'src/session/export-picture.ts'],
    provedBy: [
      'tests/unit/session/export-picture.test.ts',
      'tests/unit/provenance/add-marks.test.ts',
      'tests/browser/studio-gallery.spec.ts',
    ],
  },
  {
    id: 'link',
    keptBy: ['src/session/recipe-link.ts'],
    provedBy: ['tests/unit/session/recipe-text.test.ts', 'tests/browser/studio-recipe.spec.ts'],
  },
  {
    id: 'photo',
    keptBy: ['src/image/portrait/decode-photo.ts', 'src/image/read-picture.ts'],
    provedBy: ['tests/browser/portrait-faces.spec.ts', 'tests/unit/image/read-picture.test.ts'],
  },
  {
    id: 'portrait',
    keptBy: ['src/session/portrait.svelte.ts'],
    provedBy: ['tests/unit/session/portrait.test.ts', 'tests/browser/portrait.spec.ts'],
  },
  {
    id: 'rules',
    keptBy: ['src/engine/guard.ts', 'src/safety/'],
    provedBy: [
      'tests/unit/safety/check-prompt.test.ts',
      'tests/unit/safety/check-picture.test.ts',
      'tests/unit/engine/prompts-guarded.test.ts',
    ],
  },
  { id: 'fields', keptBy: ['src/ui/private-text.ts'], provedBy: ['tests/browser/leave.spec.ts'] },
  {
    id: 'verify',
    keptBy: ['tools/verify/compare.ts', 'src/network/check-own-copy.ts'],
    provedBy: ['tests/unit/tools/verify/compare.test.ts', 'tests/browser/check-copy.spec.ts'],
  },
  { id: 'packets', keptBy: ['tools/packet-proof.ts'], provedBy: ['tests/browser/packets.spec.ts'] },
] as const;

export type PromiseId = (typeof promises)[number]['id'];

/** What no page can promise. */
export const limits = ['host', 'links', 'computer', 'saved', 'shown', 'marks'] as const;
export type LimitId = (typeof limits)[number];

/** Rights that laws give people over data about them. Each has a button that does it (`RightButton.svelte`). */
export const rights = [
  'access',
  'rectification',
  'erasure',
  'portability',
  'restriction',
  'objection',
  'optOut',
] as const;
export type RightId = (typeof rights)[number];

/** What the content rules say beside the list of what is refused. */
export const ruleSentences = ['age', 'people', 'deceive', 'checks', 'wrong'] as const;
export type RuleSentenceId = (typeof ruleSentences)[number];
