import type { CarriedMark, Finding } from '../../contract/inspection';

/** Words of the Inspect dialog. */
export const enInspect = {
  open: 'Inspect a file',
  title: 'Inspect',
  intro: 'Which marks does a picture or video have, and what do they say? It is read in this tab and goes nowhere.',
  file: 'Picture or video to inspect',
  choose: 'Choose a file',
  drop: 'Choose one, or drop it here',
  working: 'Reading…',
  failed: 'This file could not be read. Try another one.',
  saysAi: 'This file says that a machine made it, or part of it.',
  saysNothing: 'No mark of a machine was found. That proves nothing: marks are easily lost or taken out.',
  unverified: 'This is what the file says of itself. Nobody has checked it.',
  saysUnknown: 'This is no kind of file that Inspect knows: no mark could be looked for. Give it a picture or a video.',
  type: (type: string) => `Kind of file: ${type}`,
  webm: 'WebM has no place for Content Credentials: Ephemera writes the source type and the watermark into it, and no credentials.',
  avif: 'Into AVIF, Ephemera writes the watermark only: no source type and no Content Credentials.',
  finding: (finding: Finding): string => {
    switch (finding.kind) {
      case 'source-type':
        return `${finding.from === 'c2pa' ? 'C2PA' : 'IPTC'} source type: ${sourceTypes[finding.term] ?? finding.term}`;
      case 'c2pa':
        return finding.generators.length > 0
          ? `Content Credentials (C2PA), by its own account from ${finding.generators.join(', ')}. The signature was not checked.`
          : 'Content Credentials (C2PA), which name no program. The signature was not checked.';
      case 'generator':
        return `Written by ${finding.tool}, with its settings:`;
      case 'creator-tool':
        return `Made with: ${finding.text}`;
      case 'description':
        return 'Description:';
      case 'no-ai-training':
        return 'Its owner forbids using it to train models.';
      case 'input-marks':
        return `Made from a picture that had marks: ${finding.marks.map((mark) => inputMarks[mark]).join(', ')}`;
      case 'watermark':
        return 'It has the invisible watermark of Ephemera: a model made it. The mark says nothing else.';
      case 'oversized':
        return `It has a mark of ${(finding.bytes / 2 ** 20).toFixed(1)} MB, far longer than any real one. Only its beginning was read.`;
    }
  },
};

const sourceTypes: Readonly<Record<string, string>> = {
  trainedAlgorithmicMedia: 'made by a trained model',
  compositeWithTrainedAlgorithmicMedia: 'made from a picture with a trained model',
  algorithmicMedia: 'made by a program',
  compositeSynthetic: 'put together, with made parts',
  algorithmicallyEnhanced: 'a photo, altered by a program',
  digitalCapture: 'taken with a camera',
  digitalCreation: 'drawn by a person on a computer',
};

const inputMarks: Readonly<Record<CarriedMark, string>> = {
  'iptc-trained': 'made by a trained model',
  'iptc-composite': 'made from a picture with a trained model',
  'iptc-algorithmic': 'made by a program',
  'iptc-synthetic-composite': 'put together, with made parts',
  c2pa: 'Content Credentials',
  'sd-parameters': 'settings of a generator',
  watermark: 'the watermark of Ephemera',
  'no-ai-training': 'no training allowed',
};
