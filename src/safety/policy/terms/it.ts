import type { TermList } from '../term-list';

export const italian: TermList = {
  language: 'it',
  script: 'words',
  endings: [],
  rewrites: {
    o: ['a', 'i', 'e', 'ino', 'ina', 'ini', 'ine'],
    a: ['e', 'ina', 'ine'],
    are: ['a', 'ano', 'ando', 'ato', 'ata', 'ati', 'ate'],
    ere: ['e', 'ono', 'endo'],
    ico: ['ica', 'ici', 'iche'],
  },
  everyday: `il, gli, della, dello, che, donna, donne, uomo, uomini, sul, sulla, nella, di, ragazza, ragazzo`,
  terms: {
    explicit: `
      sesso, sessuale, sessuali, porno, pornografia, pornografico, orgasmo, orgia, masturbare, masturbazione, masturbarsi,
      masturbandosi, pene eretto, vagina, genitali, scopare, scopata, scopando, pompino, pompini, fellatio, capezzoli, capezzolo,
      tette, stupro, stuprare, stuprata, coito, hentai, fare l amore, fanno l amore, facendo l amore, cazzo, ?fica, ?figa, ditalino, pecorina`,
    nudity: `
      ?nudo, nuda, nudi, ?nude, nudità, nudista, nudisti, denudato, seminudo, senza (vestiti|vestito|abiti|indumenti|mutande|mutandine|slip|reggiseno|niente addosso),
      senza nulla addosso, in topless, seno (scoperto|nudo), seni (scoperti|nudi), a seno nudo, svestito, come mamma l ha (fatta|fatto)`,
    suggestive: `lingerie, erotico, erotismo, seducente, provocante, sensuale, senza censura, sexy, spogliarello, spogliarellista`,
    mild: `biancheria intima, mutandine, reggiseno, perizoma, bikini, a torso nudo, scollatura, seno, seni`,
    child: `
      bambino, bambina, bambini, bambine, bimbo, bimba, bimbi, bimbe, neonato, neonata, minorenne, minorenni, ?minore, ?minori, ?infantile, ragazzino, ragazzina,
      ragazzini, ragazzine, adolescente, adolescenti, scolaro, scolara, scolari, scolaretta, preadolescente, (alunno|alunna|alunni|alunne) delle elementari, lolita,
      fratellino, sorellina, nipotino, nipotina`,
    youth: `ragazza, ragazzo, ragazze, ragazzi, figlia, figlio, figlie, figliastra, figliastro, studentessa, studentesse, liceale, liceali, nipote`,
    childAbuse: `pedopornografia, pedopornografico, pedofilia, pedofilo, pedofili`,
    undress: `
      spogliare, spogliarsi, spogliala, spoglialo, spogliandosi, svestire, svestila, svestilo, denudare, denudala, denudalo, toglile i vestiti,
      togligli i vestiti, togli i vestiti, togliere i vestiti, togliersi i vestiti`,
    gore: `
      decapitare, decapitazione, smembrare, smembramento, squartare, mutilare, mutilazione, sventrare, sbudellare, sgozzare, torturare, tortura, massacro,
      bagno di sangue, testa (mozzata|tagliata), teste mozzate, (bruciato|bruciata|scuoiato|scuoiata|bruciati|bruciate) (vivo|viva|vivi|vive), impalato, gore, interiora umane`,
    weapon: `pistola, fucile, mitragliatrice, arma da fuoco, sangue, insanguinato, omicidio, assassinio, cadavere, bomba a mano`,
    hate: `
      svastica, svastiche, saluto (nazista|romano), nazista, nazisti, hitler, suprematista, supremazia bianca, pulizia etnica, razza superiore, guerra razziale,
      negro di merda, ebreo di merda, frocio, froci, ricchione`,
    selfHarm: `
      suicidio, suicida, suicidarsi, suicidandosi, si suicida, mi suicido, autolesionismo, autolesionista, uccidermi, uccidersi, togliersi la vita, togliermi la vita,
      impiccarsi, si impicca, impiccarmi, tagliarsi le vene, tagliarsi i polsi, (si taglia|mi taglio) (le vene|i polsi), pro ana`,
    clothing: `vestiti, vestito, abiti, abito, indumenti, camicia, maglietta, gonna, pantaloni, reggiseno, mutandine, biancheria intima, bikini, censura`,
  },
  near: [
    {
      concept: 'clothesOff',
      first: `togli, togliere, toglile, togligli, togliendo, rimuovi, rimuovere, leva, levale, levagli, sfila, sfilale, strappa, strappale, elimina, cancella, senza, sotto, abbassa`,
      second: `vestiti, vestito, abiti, abito, camicia, camicetta, maglietta, maglia, gonna, pantaloni, reggiseno, mutande, mutandine, bikini, costume, biancheria, indumenti`,
      within: 3,
    },
    {
      concept: 'hate',
      first: `ebrei, musulmani, neri, negri, immigrati, zingari, gay, omosessuali, arabi`,
      second: `morte, uccidere, uccidete, ammazzare, gasare, sterminare, bruciare, parassiti, topi, scarafaggi, contro gli, inferiori`,
      within: 3,
      anyOrder: true,
    },
    {
      concept: 'hate',
      first: `fascista, nazista, razzista, odio`,
      second: `ebrei, immigrati, musulmani, neri`,
      within: 3,
    },
    {
      concept: 'gore',
      first: `tagliare, tagliando, amputare, mozzare, strappare`,
      second: `dita, mano, mani, lingua, orecchie, testa`,
      within: 2,
    },
    { concept: 'gore', first: `gola`, second: `tagliata, squarciata`, within: 1 },
    { concept: 'nudity', first: `indossa, indossare, indossando`, second: `niente, nulla`, within: 1 },
  ],
  innocent: `
      (albero|alberi|ramo|rami|roccia|rocce|muro|muri|parete|pareti|collina|terra|occhio) (nudo|nuda|nudi), a occhio nudo, piedi nudi, (torso|dorso|petto) nudo, talpa nuda, nuda terra,
      conoscono, tinta nude, (rossetto|smalto|colore|toni|scarpe) nude, educazione sessuale, orsa minore, asia minore, in (do|re|mi|fa|sol|la|si) minore, pistola (ad acqua|a colla),
      dello stesso sesso, prevenzione del suicidio, squadra suicida, fica secca, donazione di sangue, arancia sanguinella, seno (di|del) (golfo|mare), seno e coseno`,
  numbers: {
    from: 0,
    words:
      'zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette',
  },
  ageWords: `anni, anni di età, anno, annetti`,
};
