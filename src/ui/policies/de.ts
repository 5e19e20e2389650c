import type { PolicyTexts } from './texts';

export const policies: PolicyTexts = {
  title: 'Privatsphäre, Regeln, Rechte',
  privacy: 'Privatsphäre',
  rules: 'Inhaltsregeln',
  rights: 'Deine Rechte',
  keptBy: 'Gehalten durch',
  provedBy: 'Bewiesen durch',
  cannot: 'Was eine Seite nicht versprechen kann',
  hostSays: 'Der Betreiber dieser Kopie ergänzt',
  contact: 'Wer diese Kopie betreibt',
  noContact: 'Der Betreiber dieser Kopie hat keinen Kontakt hinterlassen.',
  refused: 'Was diese Kopie ablehnt',
  rightButtons: {
    access: 'Zeigen, was dieser Tab hält',
    rectification: 'Ändern, was ich eingegeben habe',
    erasure: 'Alles vergessen',
    portability: 'Meine Bilder herunterladen',
    restriction: 'Diesen Tab versiegeln',
    objection: 'Nichts auf diesem Gerät behalten',
    optOut: 'Den Leck-Versuch öffnen',
  },
  rightDone: {
    erasure: 'Vergessen.',
    portability: 'Heruntergeladen, in einem Zip.',
    noPictures: 'Es gibt noch kein Bild.',
    objection: 'Auf diesem Gerät wird jetzt nichts behalten: keine Einstellungen und keine weiteren Dateien.',
  },
  promises: {
    memory: 'Was du schreibst, hochlädst oder machst, ist in einem Feld eines Objekts, im Speicher dieses Tabs.',
    forget:
      '„Alles vergessen“ leert dieses Feld, beendet jeden Worker, widerruft jede Adresse und leert das Rückgängig der Textfelder.',
    counted: 'Was „Alles vergessen“ gelöscht hat, wird vorher und nachher gezählt und gezeigt.',
    trail:
      'Die Zwischenstände eines Auftrags bleiben für einen anderen Worker bereit: im Speicher, nur solange der Auftrag läuft.',
    empty:
      'Neu laden, weggehen, zurückkommen, abstürzen, Tab verdoppeln oder wiederherstellen: Die Seite beginnt leer.',
    disk: 'Nach einem Besuch ist davon nichts im Browserprofil auf der Festplatte.',
    requests: 'Anfragen gehen nur an diese Seite, nach ihren eigenen Dateien, ohne Query. Die Seite setzt kein Cookie.',
    policy: 'Jede andere Anfrage lehnt der Browser ab, ob von unserem Code oder einer Bibliothek.',
    everywhere:
      'Diese Richtlinie steht auf jeder Antwort, auch auf Fehlern: Ein Worker nimmt seine vom eigenen Skript.',
    doors:
      'Was die Richtlinie nicht erfasst, wird beim Öffnen der Seite weggenommen: WebRTC, Cookies, Sitzungsspeicher, neue Fenster, Rahmen, vorausschauende Links und Skripte, die anderswohin führen.',
    stored:
      'Gespeichert werden nur öffentliche Dateien: Modelle, und die Dateien dieser Seite, wenn du offline arbeitest. Sie sind für alle gleich, aufgelistet und lassen sich entfernen oder abschalten.',
    settings:
      'Einstellungen werden nur auf Wunsch behalten: Aussehen, Bewegung, Sprache, letztes Modell und letzte Größe, aus festen Listen, in denen kein Inhalt sein kann. Sie stehen unter Privatsphäre und verschwinden mit demselben Schalter.',
    offline:
      'Offline werden die Dateien eines Builds ausgeliefert, jede am Hash geprüft. Keine Anfrage mit Inhalt oder Query kommt am Service Worker vorbei.',
    seal: 'Ein versiegelter Tab kann bis zum Neuladen nichts holen und nichts senden und macht trotzdem Bilder.',
    addresses: 'Nichts, was du schreibst, kann zu einer Adresse oder einem Speicherschlüssel werden.',
    traces: 'Kein Inhalt steht in Adresse, Titel, Verlauf, Protokoll oder Fehlermeldung.',
    canvas:
      'Bilder werden auf einer Zeichenfläche gezeigt. Eine Datei entsteht nur, wenn du speicherst, und ihre Adresse wird widerrufen.',
    names: 'Der Name eines Downloads nennt Größe und Nummer: keinen Prompt, keinen Seed, kein Datum.',
    marks:
      'Eine Datei sagt, wie sie entstand (von einem Modell, mit einem, oder als verändertes Foto), und sonst nichts. Dein Rezept kommt nur auf Wunsch hinein.',
    link: 'Ein Rezept-Link trägt das Rezept hinter dem #, das Browser nicht senden; beim Öffnen wird es aus der Adresse genommen.',
    photo: 'Ein Foto kommt als Pixel herein: Namen, Orte und Kamera bleiben draußen.',
    portrait:
      'Foto und Gesichtspunkte eines Porträts werden verworfen, wenn es fertig ist, es sei denn, du behältst das Foto für einen weiteren Versuch.',
    rules: 'Inhaltsregeln werden auf diesem Gerät geprüft; eine Ablehnung nennt die Regel und wird niemandem gemeldet.',
    fields: 'Textfelder bitten den Browser, Geschriebenes nicht zu merken, zu korrigieren oder zu senden.',
    verify: 'Jede Kopie lässt sich Datei für Datei mit ihrer Version vergleichen, von außen und von der Seite selbst.',
    packets:
      'Von außen beobachtet, Paket für Paket, bittet die Seite ihren Server um Dateien und niemanden um etwas anderes.',
  },
  limits: {
    host: 'Der Betreiber. Wer eine Kopie betreibt, sieht, dass deine Adresse ihre Dateien geholt hat, und könnte morgen andere Dateien liefern. Vergleiche die Kopie mit einer Version, nimm eine, der du vertraust, oder betreibe eine eigene.',
    links: 'Links, denen du folgst, und Namen, die der Browser im Voraus nachschlägt. Unsere tragen keinen Inhalt.',
    computer:
      'Dein Browser und dein Rechner. Erweiterungen sehen, was du siehst, Schreibhilfen lesen vielleicht mit, und das System kann Speicher auf die Festplatte auslagern. Der Browser merkt sich besuchte Adressen. Chromiums Autofill kann bei jeder Seite mit Formularfeldern seinen Hersteller fragen, auch bei dieser; im Browser lässt es sich abschalten.',
    saved:
      'Was du speicherst oder teilst. Eine heruntergeladene Datei musst du selbst hüten. Kopiertes liegt in der Zwischenablage: „Alles vergessen“ leert sie, wenn es noch dort ist und der Browser es zulässt.',
    shown:
      'Was auf dem Bildschirm ist. Ein Bildschirmfoto und „Seite speichern unter“ nehmen, was du siehst, auch Beschriftungen mit deinem Prompt. Gedruckt wird nur das Bild. „Quelltext anzeigen“ zeigt nur die leere Seite.',
    marks:
      'Kennzeichen. Gespeicherte Bilder sagen, dass ein Modell sie gemacht hat. Sie sagen nicht, wer du bist, und ein Kennzeichen lässt sich entfernen.',
  },
  ruleSentences: {
    age: 'Du musst mindestens 13 Jahre alt sein.',
    people: 'Entkleide oder demütige keine echten Menschen, und frage, bevor du jemandes Foto veränderst.',
    deceive:
      'Mache keine Bilder, um zu täuschen. Gespeicherte Dateien sagen, dass ein Modell sie gemacht hat; lass das stehen.',
    checks: 'Die Prüfungen laufen auf diesem Gerät und melden niemandem etwas.',
    wrong: 'Es sind Filter, und Filter irren. Wird etwas Harmloses abgelehnt, sage es mit anderen Worten.',
  },
  rightTexts: {
    access:
      'Auskunft: Alles, was dieser Tab hält oder speichert, ist unter Privatsphäre aufgelistet. Anderswo gibt es nichts.',
    rectification: 'Berichtigung: Alles, was du eingegeben hast, steht vor dir. Ändere es dort.',
    erasure:
      'Löschung: „Alles vergessen“ löscht sofort, was deins ist. Gespeicherte öffentliche Dateien entfernst du unter Privatsphäre.',
    portability: 'Übertragbarkeit: Lade deine Bilder in offenen Formaten herunter, auf Wunsch mit Rezept.',
    restriction: 'Einschränkung: Versiegle den Tab, und nichts erreicht oder verlässt ihn.',
    objection:
      'Widerspruch: Niemand verwendet, was du machst. Was gespeichert wird, schaltest du unter Privatsphäre ab.',
    optOut:
      'Widerspruch gegen Verkauf, Weitergabe und Profile: Nichts davon geschieht. Der Leck-Versuch unter Privatsphäre zeigt es.',
  },
};
