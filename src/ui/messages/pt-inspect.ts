import type { CarriedMark } from '../../contract/inspection';
import type { Messages } from './en';

export const ptInspect: Messages['inspect'] = {
  open: 'Examinar um arquivo',
  title: 'Examinar',
  intro: 'Que marcas tem uma imagem ou um vídeo, e o que dizem? É lido nesta aba e não vai a lugar nenhum.',
  file: 'Imagem ou vídeo para examinar',
  choose: 'Escolher um arquivo',
  drop: 'Escolha um ou solte-o aqui',
  working: 'Lendo…',
  failed: 'Este arquivo não pôde ser lido. Tente outro.',
  saysAi: 'Este arquivo diz que uma máquina o fez, no todo ou em parte.',
  saysNothing: 'Nenhuma marca de máquina encontrada. Isso não prova nada: marcas se perdem ou são tiradas facilmente.',
  unverified: 'É o que o arquivo diz de si mesmo. Ninguém conferiu.',
  saysUnknown:
    'O Examinar não conhece este tipo de arquivo: nenhuma marca pôde ser procurada. Dê a ele uma imagem ou um vídeo.',
  type: (type) => `Tipo de arquivo: ${type}`,
  webm: 'WebM não tem lugar para Content Credentials: o Ephemera grava nele o tipo de origem e a marca-d’água, mas não credenciais.',
  avif: 'Em AVIF, o Ephemera grava só a marca-d’água: nem tipo de origem nem Content Credentials.',
  finding: (finding): string => {
    switch (finding.kind) {
      case 'source-type':
        return `Tipo de origem ${finding.from === 'c2pa' ? 'C2PA' : 'IPTC'}: ${sourceTypes[finding.term] ?? finding.term}`;
      case 'c2pa':
        return finding.generators.length > 0
          ? `Content Credentials (C2PA), segundo elas de ${finding.generators.join(', ')}. A assinatura não foi conferida.`
          : 'Content Credentials (C2PA), que não citam nenhum programa. A assinatura não foi conferida.';
      case 'generator':
        return `Escrito por ${finding.tool}, com seus ajustes:`;
      case 'creator-tool':
        return `Feito com: ${finding.text}`;
      case 'description':
        return 'Descrição:';
      case 'no-ai-training':
        return 'O dono proíbe usá-lo para treinar modelos.';
      case 'input-marks':
        return `Feito a partir de uma imagem que tinha marcas: ${finding.marks.map((mark) => inputMarks[mark]).join(', ')}`;
      case 'watermark':
        return 'Tem a marca-d’água invisível de Ephemera: um modelo o fez. A marca não diz mais nada.';
      case 'oversized':
        return `Tem uma marca de ${(finding.bytes / 2 ** 20).toFixed(1)} MB, muito maior que qualquer verdadeira. Só o começo foi lido.`;
    }
  },
};

const sourceTypes: Readonly<Record<string, string>> = {
  trainedAlgorithmicMedia: 'feito por um modelo treinado',
  compositeWithTrainedAlgorithmicMedia: 'feito de uma imagem com um modelo treinado',
  algorithmicMedia: 'feito por um programa',
  compositeSynthetic: 'composto, com partes fabricadas',
  algorithmicallyEnhanced: 'uma foto, alterada por um programa',
  digitalCapture: 'tirado com uma câmera',
  digitalCreation: 'desenhado por uma pessoa no computador',
};

const inputMarks: Readonly<Record<CarriedMark, string>> = {
  'iptc-trained': 'feito por um modelo treinado',
  'iptc-composite': 'feito de uma imagem com um modelo treinado',
  'iptc-algorithmic': 'feito por um programa',
  'iptc-synthetic-composite': 'composto, com partes fabricadas',
  c2pa: 'Content Credentials',
  'sd-parameters': 'ajustes de um gerador',
  watermark: 'a marca-d’água de Ephemera',
  'no-ai-training': 'treino proibido',
};
