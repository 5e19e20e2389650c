import type { PolicyTexts } from './texts';

export const policies: PolicyTexts = {
  title: 'Vie privée, règles, droits',
  privacy: 'Vie privée',
  rules: 'Règles de contenu',
  rights: 'Vos droits',
  keptBy: 'Tenu par',
  provedBy: 'Prouvé par',
  cannot: 'Ce qu’une page ne peut promettre',
  hostSays: 'L’hébergeur de cette copie ajoute',
  contact: 'Qui exploite cette copie',
  noContact: 'L’hébergeur de cette copie n’a pas laissé de contact.',
  refused: 'Ce que cette copie refuse',
  rightButtons: {
    access: 'Montrer ce que contient cet onglet',
    rectification: 'Modifier ce que j’ai saisi',
    erasure: 'Tout oublier',
    portability: 'Télécharger mes images',
    restriction: 'Sceller cet onglet',
    objection: 'Ne rien garder sur cet appareil',
    optOut: 'Ouvrir « Tenter une fuite »',
  },
  rightDone: {
    erasure: 'Oublié.',
    portability: 'Téléchargées, dans un zip.',
    noPictures: 'Il n’y a pas encore d’image.',
    objection: 'Plus rien n’est gardé sur cet appareil : ni réglages, ni autres fichiers.',
  },
  promises: {
    memory:
      'Ce que vous écrivez, ajoutez ou faites est dans un seul champ d’un seul objet, dans la mémoire de cet onglet.',
    forget:
      '« Tout oublier » vide ce champ, termine chaque worker, révoque chaque adresse et efface l’annulation des champs de texte.',
    counted: 'Ce que « Tout oublier » a effacé est compté avant et après, et montré.',
    trail:
      'Les états intermédiaires d’un travail sont gardés pour qu’un autre worker continue : en mémoire, seulement pendant ce travail.',
    empty: 'Recharger, partir, revenir, planter, dupliquer ou restaurer l’onglet : la page commence vide.',
    disk: 'Après une visite, rien n’en reste dans le profil du navigateur sur le disque.',
    requests:
      'Les requêtes ne vont qu’à ce site, pour ses propres fichiers, sans paramètre. La page ne pose aucun cookie.',
    policy: 'Le navigateur refuse toute autre requête, de notre code ou d’une bibliothèque.',
    everywhere:
      'Cette politique est sur chaque réponse, les erreurs aussi : un worker prend la sienne de son propre script.',
    doors:
      'Ce que la politique ne couvre pas est retiré à l’ouverture de la page : WebRTC, cookies, stockage de session, nouvelles fenêtres, cadres, liens qui anticipent et scripts qui mènent ailleurs.',
    stored:
      'Seuls des fichiers publics sont conservés : les modèles, et les fichiers de ce site si vous travaillez hors ligne. Les mêmes pour tous, listés, ils peuvent être retirés ou désactivés.',
    settings:
      'Les réglages ne sont gardés que sur demande : aspect, mouvement, langue, dernier modèle et dernière taille, pris dans des listes fermées où aucun contenu ne peut être. Ils sont listés dans Vie privée et retirés par le même bouton.',
    offline:
      'Hors ligne sont servis les fichiers d’une seule version, chacun vérifié par son empreinte. Aucune requête avec un corps ou des paramètres ne passe le service worker.',
    seal: 'Un onglet scellé ne peut rien demander ni envoyer avant d’être rechargé, et fait encore des images.',
    addresses: 'Rien de ce que vous écrivez ne peut devenir une adresse ou une clé de stockage.',
    traces: 'Aucun contenu dans une adresse, un titre, l’historique, un journal ou une erreur.',
    canvas:
      'Les images sont montrées sur un canevas. Un fichier n’est fait que si vous enregistrez, et son adresse est révoquée.',
    names: 'Le nom d’un téléchargement dit taille et numéro : ni prompt, ni graine, ni date.',
    marks:
      'Un fichier dit comment il a été fait (par un modèle, avec un modèle, ou une photo retouchée par un programme), et rien d’autre. Votre recette n’y entre que sur demande.',
    link: 'Un lien de recette porte la recette après le #, que les navigateurs n’envoient pas, et qui est ôté de l’adresse à l’ouverture.',
    photo: 'Une photo entre en pixels : noms, lieux et appareil restent dehors.',
    portrait:
      'La photo et les repères d’un portrait sont abandonnés quand il est fait, sauf si vous gardez la photo pour réessayer.',
    rules:
      'Les règles de contenu sont vérifiées sur cet appareil ; un refus nomme la règle et n’est signalé à personne.',
    fields: 'Les champs de texte demandent au navigateur de ne pas retenir, corriger ni envoyer ce qui est écrit.',
    verify:
      'Toute copie peut être comparée à sa version, fichier par fichier, de l’extérieur et depuis la page elle-même.',
    packets:
      'Observée de l’extérieur, paquet par paquet, la page demande des fichiers à son hébergeur et rien à personne d’autre.',
  },
  limits: {
    host: 'L’hébergeur. Qui exploite une copie voit que votre adresse a demandé ses fichiers, et pourrait en servir d’autres demain. Comparez la copie à une version, prenez-en une de confiance, ou hébergez la vôtre.',
    links:
      'Les liens que vous suivez, et les noms que le navigateur cherche d’avance. Les nôtres ne portent aucun contenu.',
    computer:
      'Votre navigateur et votre ordinateur. Les extensions voient ce que vous voyez, les correcteurs peuvent lire ce que vous écrivez, et le système peut écrire la mémoire sur le disque. Le navigateur garde les adresses visitées. Le remplissage automatique de Chromium peut interroger son éditeur pour toute page à champs de formulaire, celle-ci aussi ; il se désactive dans le navigateur.',
    saved:
      'Ce que vous enregistrez ou partagez. C’est à vous de garder un fichier téléchargé. Ce que vous avez copié est dans le presse-papiers : « Tout oublier » le vide s’il y est encore et si le navigateur le permet.',
    shown:
      'Ce qui est à l’écran. Une capture et « Enregistrer la page » prennent ce que vous voyez, légendes avec votre prompt comprises. Seule l’image est imprimée. « Code source » ne montre que la page vide.',
    marks:
      'Les marques. Les images enregistrées disent qu’un modèle les a faites. Elles ne disent pas qui vous êtes, et une marque peut être ôtée.',
  },
  ruleSentences: {
    age: 'Vous devez avoir 13 ans ou plus.',
    people: 'Ne déshabillez ni n’humiliez de vraies personnes, et demandez avant de modifier la photo de quelqu’un.',
    deceive:
      'Ne faites pas d’images pour tromper. Les fichiers enregistrés disent qu’un modèle les a faits ; laissez cette mention.',
    checks: 'Les contrôles se font sur cet appareil et ne signalent rien à personne.',
    wrong: 'Ce sont des filtres, et les filtres se trompent. Si quelque chose d’anodin est refusé, dites-le autrement.',
  },
  rightTexts: {
    access: 'Accès : tout ce que cet onglet tient ou conserve est listé dans Vie privée. Il n’y a rien ailleurs.',
    rectification: 'Rectification : tout ce que vous avez saisi est devant vous. Modifiez-le là.',
    erasure:
      'Effacement : « Tout oublier » efface aussitôt ce qui est à vous. Les fichiers publics se retirent dans Vie privée.',
    portability:
      'Portabilité : téléchargez vos images dans des formats ouverts, avec leurs recettes si vous le demandez.',
    restriction: 'Limitation : scellez l’onglet, et rien ne peut l’atteindre ni le quitter.',
    objection: 'Opposition : personne n’utilise ce que vous faites. Désactivez ce qui est conservé dans Vie privée.',
    optOut:
      'Refus de vente, de partage et de profilage : rien de cela n’a lieu. « Tenter une fuite », dans Vie privée, le montre.',
  },
};
