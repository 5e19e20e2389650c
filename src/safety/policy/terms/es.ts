import type { TermList } from '../term-list';

export const spanish: TermList = {
  language: 'es',
  script: 'words',
  endings: ['s', 'es', 'a', 'as'],
  rewrites: {
    o: ['ito', 'itos', 'illo', 'ón'],
    a: ['ita', 'itas', 'illa', 'ona', 'onas'],
    ar: ['a', 'an', 'ando', 'aron'],
    arse: ['a', 'an', 'arme'],
    er: ['e', 'en', 'iendo'],
  },
  everyday: `un, una, el, los, las, con, sin, en, mujer, hombre, de, del, la, muy`,
  terms: {
    explicit: `
      sexo, sexual, sexuales, porno, pornografía, pornográfico, pornográfica, orgasmo, orgía, masturbación,
      masturbándose, masturbarse, pene, vagina, genitales, follando, follar, mamada, tetas, felación,
      violación, violada, coito, hentai, hacer el amor, haciendo el amor, hacen el amor, coger desnudos, polla erecta, verga erecta, coño, pezones, chupando verga, sexo oral, (posición|estilo) (del misionero|de perrito|perrito)`,
    nudity: `
      desnudo, desnuda, desnudos, desnudas, desnudez, sin ropa, en cueros, en pelotas, en topless, pechos
      descubiertos, semidesnuda, semidesnudo, encuerada, encuerado, tetas al aire, en bolas, sin (ropita|ropitas|bragas|braguitas|calzones), como (dios|su madre) (la|lo) trajo al mundo, como (vino|vinieron) al mundo, sin nada de ropa, al desnudo, en pelota picada, en pelota`,
    suggestive: `lencería, erótico, erótica, erotismo, seductora, seductor, provocativa, sensual, sin censura, sexi, sexy, minifalda provocativa`,
    mild: `ropa interior, tanga, sujetador, bragas, bikini, pechos, torso desnudo, escote`,
    child: `
      niño, niña, niños, niñas, menor de edad, menores de edad, ?menor, ?menores, bebé, infantil, colegiala,
      colegial, chiquilla, chiquillo, nena, preadolescente, adolescente, párvulo, alumna de primaria, alumno de primaria, escolar de primaria, chiquita menor, cría pequeña, niñita, niñito, chiquitita, quinceañera, quinceañero, lolita, hermanito, hermanita, sobrinito, sobrinita, nieto, nieta`,
    youth: `chica, sobrino, sobrina, hijastra, hijastro, chico, muchacha, muchacho, jovencita, jovencito, hija, hijo`,
    childAbuse: `
      pornografía infantil, pedofilia, pedófilo, pederasta, pederastia, porno infantil, abuso de menores`,
    undress: `
      desnudar, desnúdala, desnúdalo, desvestir, desvístela, desvístelo, quítale la ropa, quitar la ropa,
      quita la ropa, quítale el vestido, quitarle la ropa, sin su ropa, quítale la camisa`,
    gore: `
      decapitado, decapitada, decapitación, decapitar, descuartizado, descuartizada, descuartizar,
      desmembrado, desmembrada, mutilado, mutilada, mutilación, vísceras humanas, tripas (fuera|afuera|colgando), descabezado, descabezada, destripado, destripada,
      tortura, torturado, torturada, torturar, masacre, baño de sangre, cabeza cortada, tiroteo escolar,
      degollado, degollar, gore, (quemado|quemada|desollado|desollada) (vivo|viva), desollado, desollada, empalado, empalada`,
    weapon: `
      pistola, fusil, escopeta, ametralladora, arma de fuego, sangre, sangriento, asesinato, cadáver, bomba,
      granada de mano`,
    hate: `
      esvástica, saludo nazi, hitler, supremacía blanca, supremacista, limpieza étnica, sudaca, maricón,
      guerra racial, linchamiento, negro de mierda, judío de mierda, moro de mierda, cruz gamada, cruces gamadas, raza superior`,
    selfHarm: `
      suicidio, suicidarse, suicida, autolesión, autolesiones, autolesionarse, cortarse las venas,
      cortándose las venas, ahorcándose, ahorcarse, matarme, quitarse la vida, pro ana, cortarse las muñecas, colgarse de una soga, quitarme la vida, suicidando, se suicida, me suicido`,
    clothing: `ropa, vestida, vestido, prendas, sujetador, bragas, ropa interior, censura, censurado, camisa, pantalón, falda, bikini`,
  },
  near: [
    {
      concept: 'clothesOff',
      first: `quita, quitar, quítale, quitarle, sin, elimina, eliminar, borra, borrar, saca, sácale, arranca, bájale, debajo de, bajo`,
      second: `ropa, sujetador, bragas, vestido, camisa, blusa, falda, pantalón, pantalones, bikini, ropa interior, camiseta, prendas`,
      within: 3,
    },
    {
      concept: 'hate',
      first: `judíos, musulmanes, moros, negros, inmigrantes, gitanos, maricones, homosexuales`,
      second: `muerte, matar, maten, gasear, exterminar, quemar, alimañas, ratas, cucarachas, colgar`,
      within: 3,
      anyOrder: true,
    },
    {
      concept: 'gore',
      first: `cortar, cortando, amputar, arrancar`,
      second: `dedos, manos, lengua, orejas`,
      within: 2,
    },
    {
      concept: 'clothesOff',
      first: `fuera, abajo, adiós`,
      second: `ropa, sujetador, bragas, vestido, camisa, blusa, falda, pantalón, pantalones, bikini`,
      within: 2,
      anyOrder: true,
    },
    {
      concept: 'clothesOff',
      first: `rayos x`,
      second: `cuerpo, ropa, vestido, gafas, través`,
      within: 3,
      anyOrder: true,
    },
    { concept: 'nudity', first: `sin`, second: `ropa, =prendas, =prenda`, within: 2 },
    { concept: 'clothesOff', first: `nada`, second: `debajo, abajo, puesto`, within: 1 },
    { concept: 'gore', first: `garganta, cuello`, second: `cortada, cortado, rajada, rajado`, within: 1 },
    { concept: 'nudity', first: `lleva, llevar, llevando, viste, vistiendo, usa, usando`, second: `nada`, within: 1 },
    { concept: 'clothesOff', first: `traje, trajes`, second: `de (eva|adán)`, within: 0 },
  ],
  innocent: `
      desnudo (paisaje|valle|páramo|desierto|muro|árbol|cerro), desnuda (pared|roca|llanura|montaña|ladera|tierra), (paisaje|páramo|desierto|llanura|ladera|cerro|tierra|roble|tronco|troncos|muro|muros|pared|paredes|roca|rocas|cable|bombilla|gato|perro|metal|monte|hormigón) (desnudo|desnuda|desnudos|desnudas), rata topo desnuda, desnudo invernal,
      pies descalzos, ojo desnudo, a simple vista, árbol desnudo, árboles desnudos, naranja sanguina,
      pistola de agua, pistola de silicona, bomba de agua, bomba de baño, bomba de chocolate, donación de
      sangre, donar sangre, pura sangre, prevención del suicidio, osa menor, asia menor, la menor, en menor,
      comercio al por menor, por menor, del mismo sexo, educación sexual, bello sexo, quitar la ropa del
      tendedero, quita la ropa del tendedero, escuadrón suicida, desnuda de hojas, desnudo de hojas,
      desnudos de hojas, rama desnuda, ramas desnudas, (color|colores|tono|tonos|labial|esmalte|tacones|zapatos) nude, labial color nude, (educación|salud|orientación) sexual, tetas de gato, gatos negros, perros negros, cuervos negros, árboles negros, ratas negras, coger (el|la|un|una)`,
  numbers: {
    from: 0,
    words:
      'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete',
  },
  ageWords: `años, años de edad, año, añitos`,
};
