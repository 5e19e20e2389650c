import type { CarriedMark } from '../../contract/inspection';
import type { Messages } from './en';

export const esInspect: Messages['inspect'] = {
  open: 'Examinar un archivo',
  title: 'Examinar',
  intro: '¿Qué marcas tiene una imagen o un vídeo, y qué dicen? Se lee en esta pestaña y no va a ningún sitio.',
  file: 'Imagen o vídeo para examinar',
  choose: 'Elegir un archivo',
  drop: 'Elige uno o suéltalo aquí',
  working: 'Leyendo…',
  failed: 'No se pudo leer este archivo. Prueba con otro.',
  saysAi: 'Este archivo dice que lo hizo una máquina, del todo o en parte.',
  saysNothing:
    'No se encontró ninguna marca de máquina. Eso no prueba nada: las marcas se pierden o se quitan fácilmente.',
  unverified: 'Esto es lo que el archivo dice de sí mismo. Nadie lo ha comprobado.',
  saysUnknown: 'Examinar no conoce este tipo de archivo: no se pudo buscar ninguna marca. Dale una imagen o un vídeo.',
  type: (type) => `Tipo de archivo: ${type}`,
  webm: 'WebM no tiene sitio para Content Credentials: Ephemera escribe en él el tipo de origen y la marca de agua, pero no credenciales.',
  avif: 'En AVIF, Ephemera solo escribe la marca de agua: ni tipo de origen ni Content Credentials.',
  finding: (finding): string => {
    switch (finding.kind) {
      case 'source-type':
        return `Tipo de origen ${finding.from === 'c2pa' ? 'C2PA' : 'IPTC'}: ${sourceTypes[finding.term] ?? finding.term}`;
      case 'c2pa':
        return finding.generators.length > 0
          ? `Content Credentials (C2PA), según ellas de ${finding.generators.join(', ')}. La firma no se comprobó.`
          : 'Content Credentials (C2PA), que no nombran ningún programa. La firma no se comprobó.';
      case 'generator':
        return `Escrito por ${finding.tool}, con sus ajustes:`;
      case 'creator-tool':
        return `Hecho con: ${finding.text}`;
      case 'description':
        return 'Descripción:';
      case 'no-ai-training':
        return 'Su propietario prohíbe usarlo para entrenar modelos.';
      case 'input-marks':
        return `Hecho a partir de una imagen con marcas: ${finding.marks.map((mark) => inputMarks[mark]).join(', ')}`;
      case 'watermark':
        return 'Lleva la marca de agua invisible de Ephemera: lo hizo un modelo. La marca no dice nada más.';
      case 'oversized':
        return `Lleva una marca de ${(finding.bytes / 2 ** 20).toFixed(1)} MB, mucho más larga que cualquiera real. Solo se leyó el principio.`;
    }
  },
};

const sourceTypes: Readonly<Record<string, string>> = {
  trainedAlgorithmicMedia: 'hecho por un modelo entrenado',
  compositeWithTrainedAlgorithmicMedia: 'hecho de una imagen con un modelo entrenado',
  algorithmicMedia: 'hecho por un programa',
  compositeSynthetic: 'compuesto, con partes fabricadas',
  algorithmicallyEnhanced: 'una foto, alterada por un programa',
  digitalCapture: 'tomado con una cámara',
  digitalCreation: 'dibujado por una persona en un ordenador',
};

const inputMarks: Readonly<Record<CarriedMark, string>> = {
  'iptc-trained': 'hecho por un modelo entrenado',
  'iptc-composite': 'hecho de una imagen con un modelo entrenado',
  'iptc-algorithmic': 'hecho por un programa',
  'iptc-synthetic-composite': 'compuesto, con partes fabricadas',
  c2pa: 'Content Credentials',
  'sd-parameters': 'ajustes de un generador',
  watermark: 'la marca de agua de Ephemera',
  'no-ai-training': 'entrenamiento prohibido',
};
