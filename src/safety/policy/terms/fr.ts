import type { TermList } from '../term-list';

export const french: TermList = {
  language: 'fr',
  script: 'words',
  endings: ['e', 's', 'es', 'x'],
  everyday: `un, une, le, la, les, des, du, avec, sur, dans, et, en, femme, homme, sa, son`,
  terms: {
    explicit: `
      sexe, sexuel, sexuelle, porno, pornographie, pornographique, pornographiques, orgasme, orgie,
      masturbation, masturbe, fellation, pénis, vagin, baise, partouze, partie génitale, génital, génitaux,
      ?viol, violée, rapport sexuel, hentai, nichons`,
    nudity: `
      ?nu, ?nue, ?nus, ?nues, nudité, dénudé, dénudée, à poil, sans vêtements, sans vêtement, seins nus,
      sein nu, torse nue, déshabillé, déshabillée, complètement nue, complètement nu, toute nue, tout nu,
      femme nue, femmes nues, homme nu, photo nue, entièrement nue`,
    suggestive: `lingerie, érotique, érotisme, aguicheur, aguicheuse, coquine, lascive, provocante`,
    mild: `?string, sous vêtements, maillot de bain échancré`,
    child: `
      enfant, fillette, petite fille, petites filles, petit garçon, petits garçons, mineur, mineure, bébé,
      gamin, gamine, écolière, écolier, collégienne, collégien, bambin, nourrisson, ?ado, adolescent,
      adolescente, jeune fille, jeunes filles`,
    youth: `fille, garçon, lycéenne, lycéen, ?fils`,
    childAbuse: `pédopornographie, pédopornographique, pédophile, pédophilie, pédoporno`,
    undress: `
      déshabille, déshabiller, déshabillez, enlève ses vêtements, enlever ses vêtements, enlever les
      vêtements, enlève les vêtements, retire ses vêtements, retirer ses vêtements, retire les vêtements,
      retirer les vêtements, enlève sa robe, retire sa robe, enlève son haut, mets la nue, mettre nue`,
    gore: `
      décapité, décapitée, décapitation, décapiter, démembré, démembrée, démembrement, éventré, éventrée,
      mutilé, mutilée, mutilation, entrailles, torture, torturé, torturée, bain de sang, massacre, tête
      coupée, tête tranchée, fusillade dans une école, gore`,
    weapon: `
      fusil, pistolet, mitrailleuse, arme à feu, armes à feu, ?sang, sanglant, sanglante, meurtre, cadavre,
      bombe, ?grenade`,
    hate: `
      croix gammée, croix gammées, salut nazi, hitler, suprématie blanche, suprémaciste, bougnoule, youpin,
      nettoyage ethnique, sale juif, sale arabe, ratonnade, lynchage`,
    selfHarm: `
      suicide, se suicider, suicidaire, automutilation, se mutiler, se pend, se pendre, se tuer, me tuer, s
      ouvrir les veines, scarification, pro ana`,
  },
  innocent: `
      œil nu, oeil nu, à l œil nu, pieds nus, pied nu, mains nues, tête nue, mise à nu, rouge à lèvres nude,
      orange sanguine, pistolet à eau, pistolet à colle, sang froid, pur sang, demi sang, bombe de bain,
      bombe glacée, jus de grenade, prévention du suicide, don du sang, beau sexe, du même sexe, de même
      sexe, cadavre exquis, fromage râpé, gruyère râpé, parmesan râpé, carottes râpées, en mineur, baise
      main`,
  ageWords: `ans, an`,
};
