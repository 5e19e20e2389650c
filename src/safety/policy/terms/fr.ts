import type { TermList } from '../term-list';

export const french: TermList = {
  language: 'fr',
  script: 'words',
  endings: ['e', 's', 'es', 'x', 'nt'],
  everyday: `un, une, le, la, les, des, du, avec, sur, dans, et, en, femme, homme, sa, son`,
  terms: {
    explicit: `
      sexe, sexuel, sexuelle, porno, pornographie, pornographique, pornographiques, orgasme, orgie,
      masturbation, masturbe, fellation, pénis, vagin, baise, partouze, partie génitale, génital, génitaux,
      ?viol, violée, rapport sexuel, hentai, nichons, faire l amour, fait l amour, font l amour, faisant l amour, fait du sexe, baiser nus, bite en érection, chatte poilue, sodomie, levrette, branlette, lui fait une pipe`,
    nudity: `
      ?nu, ?nue, ?nus, ?nues, nudité, dénudé, dénudée, à poil, sans vêtements, sans vêtement, seins nus,
      sein nu, torse nue, déshabillé, déshabillée, complètement nue, complètement nu, toute nue, tout nu,
      femme nue, femmes nues, homme nu, photo nue, entièrement nue, sans habits, sans habit, dévêtue, dévêtu, le plus simple appareil, en tenue d ève, comme (elle|il) est (venu|venue) au monde, dévêtues`,
    suggestive: `lingerie, érotique, érotisme, aguicheur, aguicheuse, coquine, lascive, non censuré, non censurée, provocante, sexy, porte jarretelles, nuisette`,
    mild: `?string, sous vêtements, maillot de bain échancré, soutien gorge, culotte, bikini, seins, torse nu, décolleté plongeant`,
    child: `
      enfant, fillette, petite fille, petites filles, petit garçon, petits garçons, mineur, mineure, bébé,
      gamin, gamine, écolière, écolier, collégienne, collégien, bambin, nourrisson, ?ado, adolescent,
      adolescente, jeune fille, jeunes filles, élève de (primaire|maternelle|collège), gosse, gosses, marmot, lolita, (petit|petite) (frère|sœur|soeur|neveu|nièce|cousin|cousine), petits enfants, enfants, en primaire`,
    youth: `fille, neveu, nièce, belle fille, garçon, lycéenne, lycéen, ?fils`,
    childAbuse: `pédopornographie, pédopornographique, pédophile, pédophilie, pédoporno`,
    undress: `
      déshabille, déshabiller, déshabillez, enlève ses vêtements, enlever ses vêtements, enlever les
      vêtements, enlève les vêtements, retire ses vêtements, retirer ses vêtements, retire les vêtements,
      retirer les vêtements, enlève sa robe, retire sa robe, enlève son haut, mets la nue, mettre nue, dénude la, dénude le, désape`,
    gore: `
      décapité, décapitée, décapitation, décapiter, démembré, démembrée, démembrement, éventré, éventrée,
      mutilé, mutilée, mutilation, égorgé, égorgée, égorger, entrailles, torture, torturé, torturée, bain de sang, massacre, tête
      coupée, tête tranchée, fusillade dans une école, gore, écorché vif, écorchée vive, brûlé vif, brûlée vive, empalé, empalée, éviscéré`,
    weapon: `
      fusil, pistolet, mitrailleuse, arme à feu, armes à feu, ?sang, sanglant, sanglante, meurtre, cadavre,
      bombe, ?grenade`,
    hate: `
      croix gammée, croix gammées, salut nazi, hitler, suprématie blanche, suprémaciste, bougnoule, youpin,
      nettoyage ethnique, sale juif, sale arabe, ratonnade, lynchage, race supérieure, grand remplacement, sale noir, sale race`,
    selfHarm: `
      suicide, se suicider, suicidaire, automutilation, se mutiler, se pend, se pendre, se tuer, me tuer, se scarifie, se scarifier, s
      ouvrir les veines, scarification, pro ana, tailler les veines, taillade les veines, ouvrir les veines, mettre fin à ses jours, se pendant`,
    clothing: `vêtements, vêtement, habits, habillée, habillé, vêtue, sous vêtements, soutien gorge, culotte, censure, censuré, chemise, robe, pantalon, jupe, bikini, maillot`,
  },
  near: [
    {
      concept: 'clothesOff',
      first: `sans, enlève, enlever, enlevez, retire, retirer, retirez, ôte, ôter, supprime, supprimer, efface, effacer, arrache, baisse, soulève, sous`,
      second: `vêtements, vêtement, habits, soutien gorge, culotte, robe, chemise, chemisier, haut, pantalon, jupe, bikini, maillot, fringues, t shirt, slip`,
      within: 3,
    },
    {
      concept: 'hate',
      first: `juifs, musulmans, arabes, noirs, immigrés, migrants, homosexuels, roms`,
      second: `mort, tuer, tuez, gazer, exterminer, brûler, vermine, rats, cafards, pendre`,
      within: 3,
      anyOrder: true,
    },
    {
      concept: 'gore',
      first: `couper, coupe, coupant, trancher, tranche, arracher`,
      second: `doigt, doigts, main, bras, jambe, langue`,
      within: 2,
    },
    {
      concept: 'selfHarm',
      first: `se tailler, se couper, s ouvrir, se trancher, tranche, taillade`,
      second: `veines, poignet, poignets`,
      within: 2,
    },
    {
      concept: 'clothesOff',
      first: `vire, virer, jette, jeter, fais tomber, fait tomber`,
      second: `vêtements, habits, soutien gorge, culotte, robe, chemise, chemisier, haut, pantalon, jupe, bikini, maillot, fringues`,
      within: 3,
    },
    {
      concept: 'clothesOff',
      first: `rayons x, vision x, lunettes x`,
      second: `corps, vêtements, robe, habits, travers`,
      within: 3,
      anyOrder: true,
    },
    { concept: 'nudity', first: `sans`, second: `vêtement, =habits, =habit, fringues`, within: 2 },
    { concept: 'clothesOff', first: `rien`, second: `dessous, en dessous`, within: 1 },
    { concept: 'gore', first: `gorge`, second: `tranchée, ouverte`, within: 1 },
    { concept: 'clothesOff', first: `porte, portent, portant, porter`, second: `=rien`, within: 1 },
    { concept: 'clothesOff', first: `tenue, costume`, second: `d (ève|adam|eve)`, within: 0 },
  ],
  innocent: `
      (en|au|ci|là|par|du) dessous, dessous de (plat|table),
      (chat|chats|coq|chien|chiens|cheval|oiseau|poussin|rat taupe|mannequin en bois|prairie|colline|collines|paroi|terre|métal|lame|épée) (nu|nue|nus|nues), (chien|chiens|chat|chats|lapin|cheval|ours|brosse|brosses|pinceau|pinceaux|manteau|tapis|singe|animal|animaux) à poil, à poil (long|ras|court|dur|frisé|doux), à poils, rat taupe nu,
      nu pied, nu pieds, nu tête, (pierre|pierres|brique|briques|rocher|rochers|terre|bois|plaine|planche|paysage|désert|vérité) (nu|nue|nus|nues), œil nu, oeil nu, à l œil nu, pieds nus, pied nu, mains nues, tête nue, mise à nu, rouge à lèvres nude,
      orange sanguine, pistolet à eau, pistolet à colle, sang froid, pur sang, demi sang, bombe de bain,
      bombe glacée, jus de grenade, prévention du suicide, don du sang, beau sexe, du même sexe, de même
      sexe, cadavre exquis, fromage râpé, gruyère râpé, parmesan râpé, carottes râpées, en mineur, baise
      main, éducation (sexuelle|sexuelles), (mur|murs|arbre|arbres|branche|branches|roche|rocher|sol|pièce|ampoule|fil|béton) (nu|nue|nus|nues), couper la main verte, vernis nude, talons nude, chats noirs, noirs et rats, orages noirs, tranche de bras, chiens noirs`,
  numbers: {
    from: 0,
    words: 'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize',
  },
  ageWords: `ans, an`,
};
