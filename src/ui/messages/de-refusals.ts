import type { RefusalId } from '../../contract/refusals';

export const deRefusals: Readonly<Record<RefusalId, string>> = {
  minors:
    'Sexuelles mit Minderjährigen: Die Wörter zusammen könnten Sexuelles mit jemandem unter 18 bedeuten. Das entsteht hier nie, und keine Einstellung erlaubt es.',
  undressing:
    'Einen Menschen auf einem Foto entkleiden: Ein Foto eines Menschen wird hier nie entkleidet oder sexualisiert, wen immer es zeigt. Keine Einstellung erlaubt es.',
  sexual: 'Sexuelles und Nacktheit: Diese Kopie von Ephemera macht so etwas nicht.',
  violence: 'Grausame Gewalt: Diese Kopie von Ephemera macht keine Bilder von Grausamkeit, Folter oder Verstümmelung.',
  hate: 'Hass: Diese Kopie von Ephemera macht keine Zeichen oder Worte des Hasses gegen Menschen.',
  'self-harm':
    'Selbstverletzung: Diese Kopie von Ephemera macht keine Bilder von Suizid oder Selbstverletzung. Wenn es dich betrifft: Es hilft, mit jemandem zu sprechen, dem du vertraust, oder mit einem Krisentelefon, wo du lebst.',
  mature:
    'Nicht für alle Altersstufen: Diese Kopie von Ephemera ist für jedes Alter eingestellt: keine Waffen, kein Blut, keine freizügige Kleidung.',
  'nude-photo':
    'Nacktheit eines Menschen: Dafür hielt die Bildprüfung das Foto oder was daraus wurde. Die Prüfung irrt sich manchmal; versuche einen anderen Stil oder ein anderes Foto.',
  'explicit-film':
    'Ein explizites Einzelbild: Dafür hielt die Bildprüfung ein Bild des Films. Die Prüfung irrt sich manchmal; versuche andere Worte oder einen anderen Seed.',
};
