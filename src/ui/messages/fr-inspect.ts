import type { CarriedMark } from '../../contract/inspection';
import type { Messages } from './en';

export const frInspect: Messages['inspect'] = {
  open: 'Examiner un fichier',
  title: 'Examiner',
  intro:
    'Quelles marques porte une image ou une vidéo, et que disent-elles ? Elle est lue dans cet onglet et ne va nulle part.',
  file: 'Image ou vidéo à examiner',
  choose: 'Choisir un fichier',
  drop: 'Choisissez-en un, ou déposez-le ici',
  working: 'Lecture…',
  failed: 'Ce fichier n’a pas pu être lu. Essayez-en un autre.',
  saysAi: 'Ce fichier dit qu’une machine l’a fait, en tout ou en partie.',
  saysNothing:
    'Aucune marque de machine trouvée. Cela ne prouve rien : les marques se perdent ou s’enlèvent facilement.',
  unverified: 'C’est ce que le fichier dit de lui-même. Personne ne l’a vérifié.',
  saysUnknown:
    'Ce type de fichier est inconnu de cet outil : aucune marque n’a pu être cherchée. Donnez-lui une image ou une vidéo.',
  type: (type) => `Type de fichier : ${type}`,
  webm: 'Le WebM n’a pas de place pour les Content Credentials : Ephemera y écrit le type de source et le filigrane, mais pas de credentials.',
  avif: 'Dans l’AVIF, Ephemera n’écrit que le filigrane : ni type de source, ni Content Credentials.',
  finding: (finding): string => {
    switch (finding.kind) {
      case 'source-type':
        return `Type de source ${finding.from === 'c2pa' ? 'C2PA' : 'IPTC'} : ${sourceTypes[finding.term] ?? finding.term}`;
      case 'c2pa':
        return finding.generators.length > 0
          ? `Content Credentials (C2PA), qui disent venir de ${finding.generators.join(', ')}. La signature n’a pas été vérifiée.`
          : 'Content Credentials (C2PA), qui ne nomment aucun programme. La signature n’a pas été vérifiée.';
      case 'generator':
        return `Écrit par ${finding.tool}, avec ses réglages :`;
      case 'creator-tool':
        return `Fait avec : ${finding.text}`;
      case 'description':
        return 'Description :';
      case 'no-ai-training':
        return 'Son propriétaire interdit de l’utiliser pour entraîner des modèles.';
      case 'input-marks':
        return `Fait à partir d’une image qui portait : ${finding.marks.map((mark) => inputMarks[mark]).join(', ')}`;
      case 'watermark':
        return 'Porte le filigrane invisible d’Ephemera : un modèle l’a fait. La marque ne dit rien d’autre.';
      case 'oversized':
        return `Porte une marque de ${(finding.bytes / 2 ** 20).toFixed(1)} Mo, bien plus longue que toute vraie. Seul le début a été lu.`;
    }
  },
};

const sourceTypes: Readonly<Record<string, string>> = {
  trainedAlgorithmicMedia: 'fait par un modèle entraîné',
  compositeWithTrainedAlgorithmicMedia: 'fait d’une image avec un modèle entraîné',
  algorithmicMedia: 'fait par un programme',
  compositeSynthetic: 'assemblé, avec des parties fabriquées',
  algorithmicallyEnhanced: 'une photo, modifiée par un programme',
  digitalCapture: 'pris avec un appareil photo',
  digitalCreation: 'dessiné par une personne sur ordinateur',
};

const inputMarks: Readonly<Record<CarriedMark, string>> = {
  'iptc-trained': 'fait par un modèle entraîné',
  'iptc-composite': 'fait d’une image avec un modèle entraîné',
  'iptc-algorithmic': 'fait par un programme',
  'iptc-synthetic-composite': 'assemblé, avec des parties fabriquées',
  c2pa: 'Content Credentials',
  'sd-parameters': 'réglages d’un générateur',
  watermark: 'le filigrane d’Ephemera',
  'no-ai-training': 'entraînement interdit',
};
