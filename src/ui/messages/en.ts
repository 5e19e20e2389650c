import { enInspect } from './en-inspect';
import { enModels } from './en-models';
import { enStudio } from './en-studio';
import { enRefusals } from './en-refusals';
import { enTrust } from './en-trust';
import { enMotion } from './en-motion';
import { portrait } from './en-portrait';

/** Every word a visitor reads, in English. Other languages have the same keys: the compiler checks. */
export const en = {
  portrait,
  studio: enStudio,
  inspect: enInspect,
  models: enModels,
  trust: enTrust,
  refusals: enRefusals,
  appName: 'Ephemera',
  promise: 'Nothing leaves this tab',
  privacy: 'Privacy',
  forget: 'Forget everything',
  forgotten: (pictures: number, workers: number) =>
    `Forgotten: ${pictures === 1 ? '1 picture' : `${pictures} pictures`}, everything you typed, and ${workers === 1 ? '1 worker' : `${workers} workers`} ended.`,
  close: 'Close',
  loadingApp: 'Opening…',

  mode: 'Mode',
  modeCreate: 'Create',
  modePortrait: 'Portrait',
  modeMotion: 'Motion',

  motion: enMotion,

  prompt: 'Prompt',
  promptPlaceholder: 'What would you like to see?',
  /** Reads as the English one does; shown where the model reads the language. */
  ownPictureExample: 'this wearing a crown',
  /** Called so where the visitor wrote nothing. */
  ownPictureDrawn: 'Your picture, drawn',
  ownPicturePlaceholder: (example: string) => `Say what becomes of it: “${example}”`,
  negativePrompt: 'Negative prompt',
  generate: 'Generate',
  generateHint: 'Ctrl + Enter',
  cancel: 'Cancel',
  tryOne: 'Or start with one of these',

  referencePicture: 'Reference picture',
  referenceAdd: 'Add a picture',
  referenceHint: 'Drop, paste or pick. It stays in this tab.',
  referenceRemove: 'Remove reference',
  pastedNothing: 'There is no picture on the clipboard. Copy one and paste again.',
  referenceAlt: 'Your reference picture',

  style: 'Style',
  styleAny: 'Any',
  aspectRatio: 'Aspect ratio',
  numPictures: 'Number of pictures',
  recipe: 'Recipe',
  model: 'Model',
  steps: 'Steps',
  guidance: 'Guidance',
  strength: 'Strength',
  strengthHint: 'Low stays close to your picture, high follows the words.',
  scheduler: 'Scheduler',
  schedulerOwn: 'The model’s own',
  seed: 'Seed',
  seedLock: 'Keep this seed',
  seedRandom: 'New seed',
  device: 'Runs on',
  deviceAuto: 'Best available',
  deviceGpu: 'Graphics card (WebGPU)',
  deviceCpu: 'Processor (WASM)',
  coolMode: 'Rest between steps: slower, and kinder to battery and fan',
  resetRecipe: 'Back to the model’s defaults',

  ageLine: 'For people of 13 and over.',
  contentRules: 'Privacy and content rules',

  stageEmptyTitle: 'Say what you would like to see',
  stageEmptyText:
    'A small model draws it in this tab, on your device. No account, no upload, nothing kept: download what you like.',
  selectedPicture: 'Selected picture',
  coveredTitle: 'Covered by the picture check',
  coveredText: {
    explicit: 'A filter on this device took this picture for nudity. It is often wrong about drawings.',
    suggestive: 'A filter on this device took this picture for suggestive. It is often wrong about drawings.',
  },
  coveredReveal: 'I am an adult: show it',
  coveredFinal: 'The host of this site does not allow showing it.',
  sessionPictures: 'Session pictures',
  download: 'Download',
  delete: 'Delete',
  useAsReference: 'Use as reference',
  show: 'Show',

  jobStatus: 'Job status',
  statusReady: 'Ready.',
  statusStarting: 'Starting…',
  statusWarming: (percent: number, megabytes: string) => `Getting the model ready: ${percent} % of ${megabytes} MB.`,
  statusDownloading: (loaded: string, total: string) => `Loading the model: ${loaded} of ${total} MB.`,
  statusPreparing: 'Preparing the model…',
  statusEncoding: 'Reading the prompt…',
  statusStep: (step: number, steps: number) => `Step ${step} of ${steps}`,
  statusPicture: (picture: number, pictures: number) => `Picture ${picture} of ${pictures}`,
  statusStopping: 'Stopping after this step. Press Cancel again to stop at once.',
  statusDecoding: 'Finishing the picture…',
  faultDeviceLost: 'The graphics card went away.',
  faultOutOfMemory: 'Memory ran out.',
  faultWrongResult: 'A wrong result was caught.',
  faultStopped: 'The engine stopped.',
  statusRecovering: {
    again: 'Going on where it was…',
    'smaller-tiles': 'Going on in smaller tiles…',
    processor: 'Going on on the processor…',
  },
  recovered: {
    again: 'The picture was finished all the same.',
    'smaller-tiles': 'It was finished in smaller tiles, as the next ones will be.',
    processor: 'It was finished on the processor, as the next ones will be.',
  },
  statusTimeLeft: (span: string) => `about ${span} left`,
  statusTimeAtMost: (span: string) => `less than ${span} left`,
  statusDone: (pictures: number, seconds: string) =>
    pictures === 1 ? `Done in ${seconds} s.` : `${pictures} pictures done in ${seconds} s.`,
  statusCancelled: (pictures: number) =>
    pictures === 0
      ? 'Cancelled. Your prompt and settings are as they were.'
      : `Cancelled. ${pictures === 1 ? 'The finished picture is' : `The ${pictures} finished pictures are`} kept.`,
  statusDeleted: 'Picture deleted.',
  statusSaved: (name: string) => `Saved as ${name}.`,
  unknownWords: (words: string) => `The model does not know: ${words}.`,
  notLaid: (names: string) =>
    `Not drawn, as nothing is laid over a whole photo: ${names}. Give a picture on a plain ground.`,
  droppedWords: (count: number) =>
    count === 1
      ? 'The last word was beyond what the model reads.'
      : `The last ${count} words were beyond what the model reads.`,
  storageRefused: 'This browser keeps no model files, so they are loaded anew on each visit.',
  noteNoWebgpu: 'No WebGPU here: the model runs on the processor.',
  noteSlowWebgpu: 'Only a software GPU here: the model runs on the processor, which is faster.',
  noteNoThreads: 'The host sends no isolation headers: the model runs on one thread.',

  recipeTitle: 'Recipe',
  recipeMade: 'Made',
  recipeSize: 'Size',
  recipeModel: 'Model',
  recipePrompt: 'Prompt',
  recipeNegative: 'Negative prompt',
  recipeSteps: 'Steps',
  recipeGuidance: 'Guidance',
  recipeSeed: 'Seed',
  recipeStrength: 'Strength',
  recipeTime: 'Took',
  recipeDevice: 'Drawn on',
  recipeLeanedOn: 'Leaned on',
  recipeLeanedOnNothing: 'no artwork',
  recipeRecoloured: (art: string) => `${art}, recoloured`,
  recipeRestyled: (art: string) => `${art}, in another style`,
  recipeReuse: 'Use this recipe again',
  recipeCopy: 'Copy as text',
  recipeCopied: 'Copied. Forget everything clears the clipboard if the recipe is still there.',

  privacyTitle: 'Privacy',
  privacyLead:
    'Pictures are made on this device. Prompts, photos and results live in this tab’s memory and nowhere else.',
  privacyPromises: [
    'There is no account, no upload, no tracking and no history.',
    'The only requests are for this site’s own files and its model files.',
    'The browser refuses every other request (Content-Security-Policy).',
    'The only things stored are model files, the same for everybody, and, if you ask for it, this site’s own files for working offline and a few settings. All are listed below; none holds anything you type or make.',
    'Reload, close or Forget everything: it is gone.',
  ],
  privacyLimits:
    'What a page cannot prevent: whoever runs this site sees that your address fetched its files; browser extensions see what you see; a picture you download is yours to guard.',
  privacyStored: 'Stored on this device',
  privacyStoredNothing: 'Nothing.',
  privacyStoredRemove: (name: string) => `Remove ${name}`,
  privacyKeep: 'Keep model files for the next visit',
  privacyKeepHint: 'Off: the model files stored here are removed, and they are loaded anew each time.',
  privacyMemory: 'In this tab’s memory now',
  leakTitle: 'Try to leak',
  leakText:
    'This tries every way out of the tab that a page has, to a name that cannot exist, and shows what stopped each. It carries only the word “test”.',
  leakRun: 'Try to leak',
  leakBlocked: (by: string) => `stopped by ${by}`,
  leakThrough: 'not stopped',
  leakResult: (blocked: number, all: number) => `${blocked} of ${all} ways out were stopped.`,
  leakLimits:
    'No page can stop these: a link that you click yourself, an extension you installed, a connection the browser opens ahead without sending anything, or the host replacing this site’s files. For the last, compare this copy with a release (npm run verify).',
  measure: {
    title: 'Measure this device',
    text: 'Draws four small pictures in a worker of its own and times them. The pictures are dropped, and the figures are shown here only: nothing is sent.',
    run: 'Measure',
    running: 'Measuring…',
    done: (model: string) => `Measured with the model ${model}. Close other pages for steadier figures.`,
    runsOn: 'Runs on',
    backend: (backend: 'webgpu' | 'wasm', threads: number) =>
      backend === 'webgpu' ? 'graphics card (WebGPU)' : `processor (WebAssembly), threads: ${threads}`,
    start: 'Start of the runtime',
    open: 'Opening the model',
    firstPicture: 'First picture',
    picture: 'A picture after that',
    step: 'One step',
    decode: 'Decoding and checking',
    memory: 'Memory of page and workers',
    notTold: 'not told by this browser',
    milliseconds: (ms: number) => `${ms} ms`,
    copy: 'Copy the figures',
    copied: 'Copied.',
    notCopied: 'The browser did not let the page copy. Select the figures and copy them yourself.',
  },
  megabytes: (value: string) => `${value} MB`,

  errorTitle: 'That did not work.',
  errorKept: 'Your prompt, settings and pictures are as they were.',
  dismiss: 'Dismiss',
  errorBadRequest: (detail: string) => `This cannot be drawn: ${detail}.`,
  errorModelIntegrity:
    'A model file is not the one this site promised, so it was not used. Try again; if it stays, tell whoever runs this site.',
  errorModelMissing:
    'The host does not have a file the model needs. Choose another model, or tell whoever runs this site.',
  errorModelUnsupported: 'This browser cannot run that model. Choose another model or device in Recipe.',
  errorNetwork: 'A model file could not be fetched. Check the connection and try again: what arrived is kept.',
  errorOutOfMemory: 'There is not enough memory. Close other tabs, or choose a smaller size or fewer pictures.',
  errorDeviceLost: 'The graphics card went away. Try again: a fresh one is used, or choose the processor in Recipe.',
  errorWrongResult:
    'The graphics card gave a wrong result, so the picture was thrown away. Choose the processor in Recipe.',
  errorSafety: (detail: string) => `This is against the content rules: ${detail}`,
  errorPictureUnreadable: 'That file is not a picture this browser can read. Try a PNG, JPEG or WebP.',
  errorNoFace: 'No face was found. Try a photo in which the face is larger, lit and turned to the camera.',
  errorEncoding: 'The browser could not write that file. Try another format.',
  errorWorkerCrashed: 'The engine stopped. Try again: a fresh one is started.',
  errorUnknown:
    'Something went wrong that has no name yet. Try again; if it stays, reload the page after downloading your pictures.',
  errorPart:
    'A part of this page could not be fetched. Check the connection and try again. If it stays so, download your pictures and reload.',
  errorStart: 'The list of models could not be read, so nothing can be drawn yet. Check the connection and reload.',
};

export type Messages = typeof en;
