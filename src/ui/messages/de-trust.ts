import type { TrustMessages } from './en-trust';

export const deTrust: TrustMessages = {
  testIt: 'Prüfen',
  promiseSealed: 'Versiegelt: kein Netz bis zum Neuladen',

  offline: 'Offline arbeiten',
  offlineHint:
    'Bewahrt die Dateien dieser Seite und das gewählte Modell auf diesem Gerät auf, damit sich die Seite ohne Netz öffnet. Sie sind für alle gleich. Porträt kommt dazu, sobald es benutzt wurde.',
  offlineWorking: (percent) => `Wird geholt: ${percent} %`,
  offlineTrouble: {
    impossible:
      'Dieser Browser lässt die Seite hier nicht offline arbeiten (dazu braucht es https und Service Worker).',
    'not-kept':
      'Nicht alle Dateien konnten aufbewahrt werden: Der Host antwortet nicht, oder der Browser hat keinen Platz. Sonst hat sich nichts geändert.',
    busy: 'Gerade entsteht ein Porträt oder ein Clip. Beende oder verlasse das zuerst, dann versiegle.',
    'not-sealed': 'Der Tab ließ sich nicht versiegeln. Lade neu und versuche es noch einmal.',
  },

  sealTitle: 'Diesen Tab versiegeln',
  sealText:
    'Trennt den Tab vom Netz, bis du ihn neu lädst. Die Seite darf sich mit nichts verbinden, ihre Worker nur mit Dateien auf diesem Gerät, und der Service Worker lehnt alles andere ab. Bilder entstehen weiter. Schaltet „Offline arbeiten“ ein.',
  sealRun: 'Versiegeln',
  sealWorking: 'Wird versiegelt…',
  sealDone: 'Versiegelt. Bis zum Neuladen kann nichts geholt und nichts gesendet werden.',
  sealLimits:
    'Nicht getrennt: ein Link, den du anklickst, deine Erweiterungen und der Browser selbst, der nach einer neueren Version dieser Seite (sw.js) sehen kann, ohne etwas zu senden.',

  storedApp: (files, megabytes) => `Die Dateien dieser Seite: ${files} (${megabytes} MB)`,
  storedAppRemove: 'Die Dateien dieser Seite entfernen',

  requests: 'Anfragen dieses Tabs',
  requestsHint:
    'Nur Adressen von Dateien dieser Seite. „Von hier“: schon auf diesem Gerät, der Host wurde nicht gefragt.',
  requestsSum: (requests, megabytes) => `${requests} Anfragen, ${megabytes} MB vom Host`,
  requestsBy: { page: 'Seite', worker: 'Worker', 'service-worker': 'Service Worker' },
  requestsWhy: {
    page: 'die Seite selbst',
    script: 'die App',
    style: 'ihr Aussehen',
    runtime: 'führt Modelle aus',
    model: 'ein Modell',
    list: 'Liste der Modelle',
    settings: 'Einstellungen des Hosts',
    icon: 'Symbol',
    other: 'nicht Teil der App',
  },
  requestsFrom: { device: 'von hier', refused: 'abgelehnt' },
  kilobytes: (value) => `${value} KB`,

  memory: {
    characters: 'Zeichen, die du geschrieben hast',
    photos: 'Deine Fotos',
    pictures: 'Bilder',
    clips: 'Clips',
    bytes: 'Alles zusammen, in MB',
    models: 'Offene Modelle (für alle gleich), in MB',
    workers: 'Worker',
    addresses: 'Adressen von Downloads',
  },

  lookLabel: 'Suche, was du getippt hast',
  lookRun: 'Danach suchen',
  lookHint:
    'In allem, was der Browser für diese Seite aufbewahrt, in jeder Anfrage dieses Tabs, in Adresse, Titel und Verlaufseintrag. Alltägliche Wörter stehen in den Dateien des Modells, die für alle gleich sind: Nimm einen ganzen Satz oder ein Wort, das sonst niemand schreibt. Dass die Suche etwas findet, zeigt „onnx“.',
  lookNot: (places, megabytes) => `Nirgends gefunden, an ${places} Stellen (${megabytes} MB).`,
  lookFound: 'Gefunden in:',
  memoryHint: 'Mach ein Bild und drücke dann „Alles vergessen“, oder lade neu: Jede Zeile fällt auf 0.',

  wipedOpen: 'Was gelöscht wurde',
  wipedTitle: 'Was gelöscht wurde',
  wipedLead: 'Vorher und nachher im Speicher dieses Tabs gezählt.',
  wipedWhat: 'Was',
  wipedBefore: 'Vorher',
  wipedNow: 'Jetzt',
  wipedLimits:
    'Heruntergeladene Dateien gehören dir und bleiben. Modelldateien bleiben, bis du sie unter Privatsphäre entfernst.',

  checkTitle: 'Diese Kopie prüfen',
  checkText:
    'Wähle die build-manifest.json einer Version, die du anderswo bekommen hast. Die Seite holt jede ihrer Dateien und vergleicht sie mit dieser Liste.',
  checkChoose: 'Manifest wählen',
  checkRunning: (done, all) => `Datei ${done} von ${all}`,
  checkSame: (files) => `Alle ${files} Dateien sind die des Manifests.`,
  checkDiffers: (files) => `${files === 1 ? '1 Datei weicht' : `${files} Dateien weichen`} vom Manifest ab.`,
  checkWhat: {
    missing: 'wird hier nicht angeboten',
    changed: 'hat anderen Inhalt',
    'not-listed': 'steht nicht im Manifest',
  },
  checkUnreadable: 'Diese Datei ist kein Build-Manifest von Ephemera.',
  checkFailed: 'Die Dateiliste dieser Kopie ließ sich nicht lesen.',
  checkSealed: 'Der Tab ist versiegelt: Lade ihn neu, um diese Kopie zu prüfen.',
  checkLimits:
    'Ein Host, der lügt, kann auch hier lügen: Er kann dieser Seite anderen Code schicken, der dann sagt, alles sei gut. „npm run verify“ auf einem anderen Rechner, mit einem Manifest von anderswo, prüft strenger.',

  leakStops: {
    closed: 'dem Wegnehmen beim Öffnen der Seite',
    absent: 'seinem Fehlen in diesem Browser',
    'struck-out': 'dem Browser, der von einer Seite keine Meldeadresse annimmt',
  },

  policies: 'Privatsphäre, Regeln, Rechte',
};
