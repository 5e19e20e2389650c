import type { RefusalId } from '../../contract/refusals';

export const frRefusals: Readonly<Record<RefusalId, string>> = {
  minors:
    'Contenu sexuel impliquant des mineurs : les mots réunis pourraient désigner un contenu sexuel avec une personne de moins de 18 ans. Cela n’est jamais produit ici, et aucun réglage ne le permet.',
  undressing:
    'Déshabiller une personne sur une photo : la photo d’une personne n’est jamais dénudée ni sexualisée ici, quelle que soit la personne. Aucun réglage ne le permet.',
  sexual: 'Contenu sexuel et nudité : cette copie d’Ephemera n’en produit pas.',
  violence:
    'Violence cruelle : cette copie d’Ephemera ne produit pas d’images de cruauté, de torture ou de mutilation.',
  hate: 'Haine : cette copie d’Ephemera ne produit ni symboles ni mots de haine contre des personnes.',
  'self-harm':
    'Automutilation : cette copie d’Ephemera ne produit pas d’images de suicide ou d’automutilation. Si cela vous concerne : parler à quelqu’un de confiance, ou à une ligne d’écoute près de chez vous, aide.',
  mature:
    'Thèmes pour adultes : cette copie d’Ephemera est réglée pour tous les âges : ni armes, ni sang, ni vêtements suggestifs.',
  'nude-photo':
    'Nudité d’une personne : le contrôle d’image a pris pour cela la photo, ou ce qui en a été fait. Ce contrôle se trompe parfois ; essayez un autre style ou une autre photo.',
  'explicit-film':
    'Image explicite : le contrôle d’image a pris pour cela une image du film. Ce contrôle se trompe parfois ; essayez d’autres mots ou une autre graine.',
};
