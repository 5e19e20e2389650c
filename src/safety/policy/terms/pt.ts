import type { TermList } from '../term-list';

export const portuguese: TermList = {
  language: 'pt',
  script: 'words',
  endings: ['s', 'es', 'a', 'as'],
  rewrites: {
    o: ['inho', 'inhos', 'ão'],
    a: ['inha', 'inhas', 'ona', 'onas'],
    ar: ['a', 'am', 'ando', 'aram'],
    er: ['e', 'em', 'endo'],
  },
  everyday: `uma, um, com, mulher, homem, mulheres, homens, da, do, dos, ele, ela, não`,
  terms: {
    explicit: `
      sexo, sexual, sexuais, pornô, pornografia, pornográfico, pornográfica, orgasmo, orgia, masturbação,
      masturbando, pênis, vagina, genitais, foder, transar, boquete, buceta, estupro, estuprada,
      hentai, putaria, fazer amor, fazendo amor, fazem amor, trepando, chupando pau, mamilos, punheta, sexo oral, sexo explícito, pau duro, de quatro transando, posição de missionário`,
    nudity: `
      ?nu, ?nua, ?nus, ?nuas, nudez, ?pelado, ?pelada, sem roupa, sem roupas, mulher nua, mulheres nuas, homem
      nu, toda nua, completamente nua, completamente nu, despida, despido, seminua, seminu, peladinha,
      peladinho, peitos de fora, seios de fora, seios à mostra, peitos à mostra, nuazinha, nuazinho, pelados, como (veio|vieram|nasceu) ao mundo, sem (roupinha|roupinhas|calcinha|cueca), sem nada de roupa`,
    suggestive: `lingerie, erótico, erótica, erotismo, sedutora, sedutor, provocante, sensual, sem censura, sexy, gostosa, gostosão`,
    mild: `roupa íntima, calcinha, biquíni, sutiã, seios, peitos femininos, sem camisa, decote, roupa de baixo, cueca`,
    child: `
      criança, menina, menino, menor de idade, menores de idade, ?menor, bebê, infantil, colegial,
      garotinha, garotinho, criancinha, pré adolescente, adolescente, estudante do ensino fundamental, aluna do primário, aluno do primário, menininha, menininho, guri, guria, lolita, irmãozinho, irmãzinha, sobrinho, sobrinha, netinho, netinha`,
    youth: `garota, ?neto, ?neta, enteada, enteado, garoto, mocinha, novinha, filha, filho`,
    childAbuse: `pornografia infantil, pedofilia, pedófilo, pornô infantil`,
    undress: `
      despir, dispa, tire a roupa, tirar a roupa, tira a roupa, remover a roupa, remova a roupa, remover as
      roupas, remova as roupas, tire o vestido, deixe a nua, deixar nua, deixa ela nua, tirar as roupas,
      tire as roupas`,
    gore: `
      decapitado, decapitada, decapitação, decapitar, esquartejado, esquartejada, esquartejar, desmembrado,
      desmembrada, mutilado, mutilada, mutilação, estripado, estripada, tripas para fora, tortura,
      torturado, torturada, torturar, massacre, banho de sangue, cabeça cortada, cabeça decepada, chacina,
      degolado, degolar, gore, (queimado|queimada|esfolado|esfolada) (vivo|viva), esfolado, esfolada, empalado, empalada`,
    weapon: `
      arma de fogo, pistola, fuzil, espingarda, metralhadora, sangue, sangrento, assassinato, cadáver,
      bomba, revólver`,
    hate: `
      suástica, saudação nazista, nazista, hitler, supremacia branca, supremacista, limpeza étnica, guerra
      racial, linchamento, preto imundo, judeu imundo, viado imundo, raça superior`,
    selfHarm: `
      suicídio, suicidar, suicidando, suicida, automutilação, autolesão, cortando os pulsos, cortar os
      pulsos, se enforcando, se enforcar, me matar, se matando, pró ana, enforcar se, suicidar se, matar se, cortar os punhos, tirar a própria vida, se suicidando`,
    clothing: `roupa, roupas, vestida, vestido, sutiã, calcinha, censura, censurado, camisa, calça, saia, biquíni`,
  },
  near: [
    {
      concept: 'clothesOff',
      first: `tira, tire, tirar, remove, remova, remover, sem, apaga, apague, apagar, elimine, arranca, arranque, abaixe, debaixo da, debaixo do, sob`,
      second: `roupa, roupas, sutiã, calcinha, vestido, camisa, blusa, saia, calça, calças, biquíni, camiseta, short`,
      within: 3,
    },
    {
      concept: 'hate',
      first: `judeus, muçulmanos, negros, imigrantes, ciganos, gays, árabes, nordestinos`,
      second: `morte, matar, matem, gás, exterminar, queimar, vermes, ratos, baratas, enforcar`,
      within: 3,
      anyOrder: true,
    },
    {
      concept: 'gore',
      first: `cortar, cortando, amputar, arrancar`,
      second: `dedos, mãos, língua, orelhas`,
      within: 2,
    },
    {
      concept: 'clothesOff',
      first: `fora, baixa, baixe, abaixa, adeus`,
      second: `roupa, sutiã, calcinha, vestido, camisa, blusa, saia, calça, calças, biquíni`,
      within: 2,
      anyOrder: true,
    },
    {
      concept: 'clothesOff',
      first: `raio x, raios x`,
      second: `corpo, roupa, vestido, óculos, através`,
      within: 3,
      anyOrder: true,
    },
    { concept: 'nudity', first: `sem`, second: `roupa`, within: 2 },
    { concept: 'clothesOff', first: `nada`, second: `por baixo, embaixo, por debaixo`, within: 1 },
    { concept: 'gore', first: `garganta, pescoço`, second: `cortada, cortado, rasgada`, within: 1 },
    { concept: 'nudity', first: `veste, vestindo, vestir, usa, usando, usar`, second: `nada`, within: 1 },
    { concept: 'clothesOff', first: `traje, trajes`, second: `de (eva|adão)`, within: 0 },
  ],
  innocent: `
      (paisagem|planície|encosta|terra|pedra|deserto|galho|galhos|tronco|parede|paredes|muro|rocha|fio|gato|cão|cachorro|metal|concreto) (nu|nua|nus|nuas|pelado|pelada), rato toupeira pelado,
      olho nu, a olho nu, pés nus, árvore nua, árvores nuas, laranja sanguínea, pistola de água, pistola d'água, pistola de
      cola quente, pistola de cola, bomba de chocolate, bomba de banho, doação de sangue, doar sangue, puro
      sangue, prevenção ao suicídio, prevenção do suicídio, ursa menor, ásia menor, do mesmo sexo, educação
      sexual, esquadrão suicida, tirar a roupa do varal, pelada de futebol, jogo de pelada, jogando pelada,
      jogar pelada, nu metal, bomba de água, bomba de bicicleta, (batom|esmalte|cor|tom|tons|sapatos|salto) nude, (educação|saúde|orientação) sexual, gatos negros, cachorros negros, cabelos negros, ratos negros, botijão de gás`,
  numbers: {
    from: 0,
    words: 'zero um dois três quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete',
  },
  ageWords: `anos, anos de idade, ano, aninhos`,
};
