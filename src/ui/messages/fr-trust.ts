import type { TrustMessages } from './en-trust';

export const frTrust: TrustMessages = {
  testIt: 'Vérifier',
  promiseSealed: 'Scellé : aucun réseau avant rechargement',

  offline: 'Travailler hors ligne',
  offlineHint:
    'Garde les fichiers de ce site et le modèle choisi sur cet appareil, pour que la page s’ouvre sans réseau. Ils sont les mêmes pour tous. Portrait s’y ajoute après un premier usage.',
  offlineWorking: (percent) => `Téléchargement : ${percent} %`,
  offlineTrouble: {
    impossible:
      'Ce navigateur ne permet pas à la page de travailler hors ligne ici (il faut https et les service workers).',
    'not-kept':
      'Tous les fichiers n’ont pas pu être gardés : l’hébergeur n’a pas répondu, ou le navigateur manque de place. Rien d’autre n’a changé.',
    busy: 'Un portrait ou un clip est en cours. Terminez-le ou quittez-le, puis scellez.',
    'not-sealed': 'L’onglet n’a pas pu être scellé. Rechargez et réessayez.',
  },

  sealTitle: 'Sceller cet onglet',
  sealText:
    'Coupe l’onglet du réseau jusqu’à ce que vous le rechargiez. La page ne peut se connecter à rien, ses workers seulement aux fichiers gardés sur cet appareil, et le service worker refuse tout le reste. Les images continuent. Active « Travailler hors ligne ».',
  sealRun: 'Sceller',
  sealWorking: 'Scellement…',
  sealDone: 'Scellé. Rien ne peut être demandé ni envoyé avant rechargement.',
  sealLimits:
    'Pas coupés : un lien que vous suivez, vos extensions, et le navigateur lui-même, qui peut chercher une version plus récente de ce site (sw.js) sans rien envoyer.',

  storedApp: (files, megabytes) => `Les fichiers de ce site : ${files} (${megabytes} Mo)`,
  storedAppRemove: 'Retirer les fichiers de ce site',

  requests: 'Requêtes de cet onglet',
  requestsHint:
    'Uniquement des adresses de fichiers de ce site. « D’ici » : déjà sur cet appareil, rien n’a été demandé à l’hébergeur.',
  requestsSum: (requests, megabytes) => `${requests} requêtes, ${megabytes} Mo de l’hébergeur`,
  requestsBy: { page: 'page', worker: 'worker', 'service-worker': 'service worker' },
  requestsWhy: {
    page: 'la page elle-même',
    script: 'l’application',
    style: 'son aspect',
    runtime: 'exécute les modèles',
    model: 'un modèle',
    list: 'liste des modèles',
    settings: 'réglages de l’hébergeur',
    icon: 'icône',
    other: 'hors de l’application',
  },
  requestsFrom: { device: 'd’ici', refused: 'refusée' },
  kilobytes: (value) => `${value} Ko`,

  memory: {
    characters: 'Caractères que vous avez écrits',
    photos: 'Vos photos',
    pictures: 'Images',
    clips: 'Clips',
    bytes: 'Le tout, en Mo',
    models: 'Modèles ouverts (les mêmes pour tous), en Mo',
    workers: 'Workers',
    addresses: 'Adresses de téléchargement',
  },

  lookLabel: 'Chercher ce que vous avez tapé',
  lookRun: 'Chercher',
  lookHint:
    'Dans tout ce que le navigateur conserve pour ce site, dans chaque requête de cet onglet, dans son adresse, son titre et son entrée d’historique. Les mots courants figurent dans les fichiers du modèle, les mêmes pour tous : prenez une phrase entière, ou un mot que personne d’autre n’écrirait. Pour voir que la recherche trouve, cherchez « onnx ».',
  lookNot: (places, megabytes) => `Trouvé nulle part, en ${places} endroits (${megabytes} Mo).`,
  lookFound: 'Trouvé dans :',
  memoryHint: 'Faites une image, puis appuyez sur « Tout oublier », ou rechargez : chaque ligne retombe à 0.',

  wipedOpen: 'Ce qui a été effacé',
  wipedTitle: 'Ce qui a été effacé',
  wipedLead: 'Compté dans la mémoire de cet onglet, avant et après.',
  wipedWhat: 'Quoi',
  wipedBefore: 'Avant',
  wipedNow: 'Maintenant',
  wipedLimits:
    'Les fichiers téléchargés sont à vous et restent. Les fichiers de modèle restent tant que vous ne les retirez pas dans Vie privée.',

  checkTitle: 'Vérifier cette copie',
  checkText:
    'Choisissez le build-manifest.json d’une version obtenue ailleurs. La page demande chacun de ses fichiers et le compare à cette liste.',
  checkChoose: 'Choisir un manifeste',
  checkRunning: (done, all) => `Fichier ${done} sur ${all}`,
  checkSame: (files) => `Les ${files} fichiers sont ceux du manifeste.`,
  checkDiffers: (files) => `${files === 1 ? '1 fichier diffère' : `${files} fichiers diffèrent`} du manifeste.`,
  checkWhat: {
    missing: 'n’est pas servi ici',
    changed: 'a un autre contenu',
    'not-listed': 'n’est pas dans le manifeste',
  },
  checkUnreadable: 'Ce fichier n’est pas un manifeste d’Ephemera.',
  checkFailed: 'La liste des fichiers de cette copie n’a pas pu être lue.',
  checkSealed: 'L’onglet est scellé : rechargez-le pour vérifier cette copie.',
  checkLimits:
    'Un hébergeur qui ment peut mentir ici aussi : il peut envoyer à cette page un autre code, qui dira que tout va bien. « npm run verify » sur un autre ordinateur, avec un manifeste venu d’ailleurs, est plus sûr.',

  leakStops: {
    closed: 'le retrait à l’ouverture de la page',
    absent: 'son absence de ce navigateur',
    'struck-out': 'le navigateur, qui ne prend pas d’adresse de rapport d’une page',
  },

  policies: 'Vie privée, règles, droits',
};
