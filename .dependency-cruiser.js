/** Each folder of src, and the only folders it may import. Read top to bottom: this is the architecture. */
export const mayImport = {
  ui: ['session', 'catalog', 'contract'],
  session: ['engine', 'catalog', 'image', 'video', 'provenance', 'safety', 'storage', 'offline', 'network', 'contract'],
  engine: [
    'pipelines',
    'models',
    'runtime',
    'safety',
    'face',
    'video',
    'provenance', // a clip's frames are marked where they are encoded, in the worker
    'image',
    'catalog',
    'network',
    'storage',
    'contract',
    'tensor', // Motion keeps latents between frames
  ],
  pipelines: ['models', 'schedulers', 'tokenizers', 'retrieval', 'image', 'tensor', 'contract'],
  models: ['runtime', 'tokenizers', 'schedulers', 'tensor', 'contract'],
  retrieval: ['tokenizers', 'tensor', 'contract'],
  face: ['runtime', 'image', 'contract'],
  safety: ['models', 'runtime', 'image', 'tensor', 'contract'],
  video: ['image', 'tensor', 'contract'],
  provenance: ['image', 'contract'],
  runtime: ['network', 'storage', 'tensor', 'contract'],
  schedulers: ['tensor'],
  tokenizers: [],
  image: ['tensor', 'contract'],
  tensor: [],
  catalog: ['contract'],
  contract: [],
  network: ['contract'],
  storage: ['contract'],
  offline: ['network', 'contract'],
};

/** The libraries that run networks, and the one folder that knows them. */
const inferenceLibraries = '^node_modules/(onnxruntime-web|onnxruntime-common|@mediapipe)';

const layerRules = Object.entries(mayImport).map(([folder, allowed]) => ({
  name: `${folder}-imports-only-its-row`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: `^src/(${[folder, ...allowed].join('|')})/` },
}));

export default {
  forbidden: [
    ...layerRules,
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      // A cycle closed by a type is gone when the code runs: a part of the session may name the Session it is a part of.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'inference-only-in-runtime',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/runtime/' },
      to: { path: inferenceLibraries },
    },
    {
      name: 'no-unknown-folder',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/(main\\.ts|app\\.css|(${Object.keys(mayImport).join('|')})/)` },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['svelte', 'import', 'module', 'browser', 'default'],
      extensions: ['.ts', '.js', '.svelte'],
    },
  },
};
