import type { TermList } from '../term-list';

export const spanish: TermList = {
  language: 'es',
  script: 'words',
  endings: ['s', 'es', 'a', 'as'],
  everyday: `un, una, el, los, las, con, sin, en, mujer, hombre, de, del, la, muy`,
  terms: {
    explicit: `
      sexo, sexual, sexuales, porno, pornografía, pornográfico, pornográfica, orgasmo, orgía, masturbación,
      masturbándose, masturbarse, pene, vagina, genitales, follando, follar, mamada, tetas, felación,
      violación, violada, coito, hentai`,
    nudity: `
      desnudo, desnuda, desnudos, desnudas, desnudez, sin ropa, en cueros, en pelotas, en topless, pechos
      descubiertos, semidesnuda, semidesnudo, encuerada, encuerado`,
    suggestive: `lencería, erótico, erótica, erotismo, seductora, seductor, provocativa, sensual, sexi`,
    mild: `ropa interior, tanga`,
    child: `
      niño, niña, niños, niñas, menor de edad, menores de edad, ?menor, ?menores, bebé, infantil, colegiala,
      colegial, chiquilla, chiquillo, nena, preadolescente, adolescente, párvulo`,
    youth: `chica, chico, muchacha, muchacho, jovencita, jovencito, hija, hijo`,
    childAbuse: `
      pornografía infantil, pedofilia, pedófilo, pederasta, pederastia, porno infantil, abuso de menores`,
    undress: `
      desnudar, desnúdala, desnúdalo, desvestir, desvístela, desvístelo, quítale la ropa, quitar la ropa,
      quita la ropa, quítale el vestido, quitarle la ropa, sin su ropa, quítale la camisa`,
    gore: `
      decapitado, decapitada, decapitación, decapitar, descuartizado, descuartizada, descuartizar,
      desmembrado, desmembrada, mutilado, mutilada, mutilación, vísceras humanas, destripado, destripada,
      tortura, torturado, torturada, torturar, masacre, baño de sangre, cabeza cortada, tiroteo escolar,
      gore`,
    weapon: `
      pistola, fusil, escopeta, ametralladora, arma de fuego, sangre, sangriento, asesinato, cadáver, bomba,
      granada de mano`,
    hate: `
      esvástica, saludo nazi, hitler, supremacía blanca, supremacista, limpieza étnica, sudaca, maricón,
      guerra racial, linchamiento, negro de mierda, judío de mierda, moro de mierda`,
    selfHarm: `
      suicidio, suicidarse, suicida, autolesión, autolesiones, autolesionarse, cortarse las venas,
      cortándose las venas, ahorcándose, ahorcarse, matarme, quitarse la vida, pro ana`,
  },
  innocent: `
      pies descalzos, ojo desnudo, a simple vista, árbol desnudo, árboles desnudos, naranja sanguina,
      pistola de agua, pistola de silicona, bomba de agua, bomba de baño, bomba de chocolate, donación de
      sangre, donar sangre, pura sangre, prevención del suicidio, osa menor, asia menor, la menor, en menor,
      comercio al por menor, por menor, del mismo sexo, educación sexual, bello sexo, quitar la ropa del
      tendedero, quita la ropa del tendedero, escuadrón suicida, desnuda de hojas, desnudo de hojas,
      desnudos de hojas, rama desnuda, ramas desnudas`,
  ageWords: `años, años de edad, año, añitos`,
};
