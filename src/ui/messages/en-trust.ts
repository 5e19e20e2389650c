/** Words of the Privacy panel: working offline, the seal, what was wiped, checking this copy. */
export const enTrust = {
  testIt: 'Test it',
  promiseSealed: 'Sealed: no network until reload',

  offline: 'Work offline',
  offlineHint:
    'Keeps this site’s own files and the chosen model on this device, so that the page opens without a network. They are the same for everybody. Portrait joins once it has been used.',
  offlineWorking: (percent: number) => `Fetching: ${percent} %`,
  offlineTrouble: {
    impossible: 'This browser does not let the page work offline here (it needs https, and service workers).',
    'not-kept':
      'Not all files could be kept: the host did not answer, or the browser has no room. Nothing else changed.',
    busy: 'A portrait or clip is being made. Finish or leave it first, then seal.',
    'not-sealed': 'The tab could not be sealed. Reload and try again.',
  },

  sealTitle: 'Seal this tab',
  sealText:
    'Cuts the tab off until you reload it. The page may connect to nothing, its workers only to files that are kept on this device, and the service worker refuses everything else. Pictures go on. Turns “Work offline” on.',
  sealRun: 'Seal',
  sealWorking: 'Sealing…',
  sealDone: 'Sealed. Nothing can be fetched or sent until you reload.',
  sealLimits:
    'Not cut: a link you click, your extensions, and the browser itself, which may look for a newer version of this site (sw.js) without sending anything.',

  storedApp: (files: number, megabytes: string) => `This site’s own files: ${files} (${megabytes} MB)`,
  storedAppRemove: 'Remove this site’s own files',

  requests: 'Requests of this tab',
  requestsHint:
    'Only addresses of this site’s files. “From here”: already on this device, nothing was asked of the host.',
  requestsSum: (requests: number, megabytes: string) => `${requests} requests, ${megabytes} MB from the host`,
  requestsBy: { page: 'page', worker: 'worker', 'service-worker': 'service worker' },
  requestsWhy: {
    page: 'the page itself',
    script: 'the app',
    style: 'its look',
    runtime: 'runs models',
    model: 'a model',
    list: 'list of models',
    settings: 'the host’s settings',
    icon: 'icon',
    other: 'not part of the app',
  },
  requestsFrom: { device: 'from here', refused: 'refused' },
  kilobytes: (value: string) => `${value} KB`,

  memory: {
    characters: 'Characters you typed',
    photos: 'Your photos',
    pictures: 'Pictures',
    clips: 'Clips',
    bytes: 'All of it, in MB',
    models: 'Models that are open (the same for everybody), in MB',
    workers: 'Workers',
    addresses: 'Addresses of downloads',
  },

  lookLabel: 'Look for what you typed',
  lookRun: 'Look for it',
  lookHint:
    'In everything the browser keeps for this site, every request of this tab, its address, title and history entry. Everyday words are in the model’s own files, which are the same for everybody: take a whole sentence, or a word nobody else would write. To see that the search finds things, look for “onnx”.',
  lookNot: (places: number, megabytes: string) => `Found nowhere, in ${places} places (${megabytes} MB).`,
  lookFound: 'Found in:',
  memoryHint: 'Make a picture, then press Forget everything, or reload: each line falls to 0.',

  wipedOpen: 'What was wiped',
  wipedTitle: 'What was wiped',
  wipedLead: 'Counted in this tab’s memory before and after.',
  wipedWhat: 'What',
  wipedBefore: 'Before',
  wipedNow: 'Now',
  wipedLimits: 'Files that you downloaded are yours and stay. Model files stay unless you remove them in Privacy.',

  checkTitle: 'Check this copy',
  checkText:
    'Choose the build-manifest.json of a release that you got elsewhere. The page fetches each of its own files and compares it with that list.',
  checkChoose: 'Choose a manifest',
  checkRunning: (done: number, all: number) => `File ${done} of ${all}`,
  checkSame: (files: number) => `All ${files} files are those of the manifest.`,
  checkDiffers: (files: number) => `${files === 1 ? '1 file differs' : `${files} files differ`} from the manifest.`,
  checkWhat: {
    missing: 'is not served here',
    changed: 'has another content',
    'not-listed': 'is not in the manifest',
  },
  checkUnreadable: 'That file is not a build manifest of Ephemera.',
  checkFailed: 'This copy’s own list of files could not be read.',
  checkSealed: 'The tab is sealed: reload it to check this copy.',
  checkLimits:
    'A host that lies can lie here too: it may send this page other code, which then says that all is well. “npm run verify” on another computer, with a manifest from another place, is the stronger test.',

  leakStops: {
    closed: 'being taken away when the page opened',
    absent: 'its absence from this browser',
    'struck-out': 'the browser, which takes no reporting address from a page',
  },

  policies: 'Privacy, rules, rights',
};

export type TrustMessages = typeof enTrust;
