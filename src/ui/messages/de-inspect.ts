import type { CarriedMark } from '../../contract/inspection';
import type { Messages } from './en';

export const deInspect: Messages['inspect'] = {
  open: 'Eine Datei prüfen',
  title: 'Prüfen',
  intro:
    'Welche Kennzeichen hat ein Bild oder Video, und was sagen sie? Es wird in diesem Tab gelesen und geht nirgendwohin.',
  file: 'Bild oder Video zum Prüfen',
  choose: 'Datei wählen',
  drop: 'Auswählen oder hier ablegen',
  working: 'Wird gelesen…',
  failed: 'Diese Datei konnte nicht gelesen werden. Versuche eine andere.',
  saysAi: 'Diese Datei sagt, dass eine Maschine sie ganz oder teilweise gemacht hat.',
  saysNothing:
    'Kein Kennzeichen einer Maschine gefunden. Das beweist nichts: Kennzeichen gehen leicht verloren oder werden entfernt.',
  unverified: 'So sagt es die Datei von sich selbst. Niemand hat es geprüft.',
  saysUnknown:
    'Diese Art von Datei kennt „Prüfen“ nicht: Nach Kennzeichen konnte nicht gesucht werden. Gib ihm ein Bild oder ein Video.',
  type: (type) => `Dateiart: ${type}`,
  webm: 'In WebM ist für Content Credentials kein Platz: Ephemera schreibt die Quellenart und das Wasserzeichen hinein, aber keine Credentials.',
  avif: 'In AVIF schreibt Ephemera nur das Wasserzeichen: keine Quellenart, keine Content Credentials.',
  finding: (finding): string => {
    switch (finding.kind) {
      case 'source-type':
        return `Quellenart nach ${finding.from === 'c2pa' ? 'C2PA' : 'IPTC'}: ${sourceTypes[finding.term] ?? finding.term}`;
      case 'c2pa':
        return finding.generators.length > 0
          ? `Content Credentials (C2PA), nach eigener Angabe von ${finding.generators.join(', ')}. Die Signatur wurde nicht geprüft.`
          : 'Content Credentials (C2PA), die kein Programm nennen. Die Signatur wurde nicht geprüft.';
      case 'generator':
        return `Geschrieben von ${finding.tool}, mit seinen Einstellungen:`;
      case 'creator-tool':
        return `Gemacht mit: ${finding.text}`;
      case 'description':
        return 'Beschreibung:';
      case 'no-ai-training':
        return 'Der Eigentümer verbietet, damit Modelle zu trainieren.';
      case 'input-marks':
        return `Aus einem Bild gemacht, das Kennzeichen hatte: ${finding.marks.map((mark) => inputMarks[mark]).join(', ')}`;
      case 'watermark':
        return 'Es trägt das unsichtbare Wasserzeichen von Ephemera: Ein Modell hat es gemacht. Mehr sagt es nicht.';
      case 'oversized':
        return `Es hat ein Kennzeichen von ${(finding.bytes / 2 ** 20).toFixed(1)} MB, weit länger als jedes echte. Nur der Anfang wurde gelesen.`;
    }
  },
};

const sourceTypes: Readonly<Record<string, string>> = {
  trainedAlgorithmicMedia: 'von einem trainierten Modell gemacht',
  compositeWithTrainedAlgorithmicMedia: 'aus einem Bild mit einem trainierten Modell gemacht',
  algorithmicMedia: 'von einem Programm gemacht',
  compositeSynthetic: 'zusammengesetzt, mit gemachten Teilen',
  algorithmicallyEnhanced: 'ein Foto, von einem Programm verändert',
  digitalCapture: 'mit einer Kamera aufgenommen',
  digitalCreation: 'von einem Menschen am Computer gezeichnet',
};

const inputMarks: Readonly<Record<CarriedMark, string>> = {
  'iptc-trained': 'von einem trainierten Modell gemacht',
  'iptc-composite': 'aus einem Bild mit einem trainierten Modell gemacht',
  'iptc-algorithmic': 'von einem Programm gemacht',
  'iptc-synthetic-composite': 'zusammengesetzt, mit gemachten Teilen',
  c2pa: 'Content Credentials',
  'sd-parameters': 'Einstellungen eines Generators',
  watermark: 'das Wasserzeichen von Ephemera',
  'no-ai-training': 'kein Training erlaubt',
};
