import type { TermList } from '../term-list';

export const german: TermList = {
  language: 'de',
  script: 'words',
  endings: ['e', 'en', 'er', 'es', 'em', 'n', 's', 'innen', 'd', 'de', 'der', 'den', 'des'],
  everyday: `ein, eine, einem, einen, einer, der, das, mit, und, auf, von, im, ist, frau, mann`,
  terms: {
    explicit: `
      sex, sexuell, ~porno, pornografie, pornografisch, pornographie, geschlechtsverkehr, orgasmus, orgie,
      masturbieren, masturbiert, masturbierend, ficken, fickt, gefickt, ?möse, fotze, titten, genitalien,
      vergewaltigung, vergewaltigt, sexszene, pornofilm, liebe machen, beim liebemachen, blowjob, doggystyle, (missionars|hunde)stellung, vögeln, blasen lassen, schamlippen, penis, vagina, nippel, brüste zeigen, sex(bild|bilder|foto|fotos|video|videos|film|filme|spiel|spiele|sklavin|puppe|stellung)`,
    nudity: `
      nackt, wie gott (ihn|sie|mich) (schuf|erschuf), nacktbild, nacktfoto, nacktheit, splitternackt, oben ohne, ohne kleidung, ohne kleider,
      unbekleidet, entblößt, nacktaufnahme, aktfoto, halbnackt, barbusig, barbusige, nichts anhat, nichts an hat, hat nichts an, nackig, hüllenlos, ohne (höschen|unterhose|unterhosen|schlüpfer), im evakostüm, im adamskostüm, textilfrei, nackedei, nakt, nacket`,
    suggestive: `reizwäsche, dessous, erotisch, erotik, verführerisch, sexy, unzensiert, lasziv, aufreizend, busenwunder, nacktmodell`,
    mild: `unterwäsche, tanga, badeanzugmodel, busen, brüste, bikini, badeanzug sexy, nackter oberkörper, oberkörperfrei`,
    child: `
      ?kind, (zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|dreizehn|vierzehn|fünfzehn|sechzehn|siebzehn)jährig, kinder, kindern, kleinkind, kleinkinder, säugling, minderjährig, minderjährige, schulmädchen,
      schulkind, schulkinder, kleines mädchen, kleinen mädchens, kleinem mädchen, kleiner junge, kleinen
      jungen, grundschüler, grundschülerin, schülerin, teenagerin, jugendliche, kleiner bub, kleinen buben, schulbub, grundschülerinnen, kindergartenkind, lolita, (kleine|kleiner|kleinen|kleinem) (bruder|schwester|neffe|nichte|cousine|tochter|sohn), enkel, enkelin, enkelkind`,
    youth: `mädchen, neffe, nichte, stieftochter, stiefsohn, ?junge, ?jungs, tochter, sohn, bub, buben, schüler, tochter`,
    childAbuse: `kinderporno, kinderpornografie, kinderpornographie, pädophil, pädophilie, kindersex`,
    undress: `
      ausziehen, ausgezogen, zieh sie aus, zieh ihn aus, entkleiden, entkleidet, entkleide, kleidung
      entfernen, kleider entfernen, entferne die kleidung, entferne ihre kleidung, entferne seine kleidung,
      entferne die kleider, entferne ihr kleid`,
    gore: `
      enthauptet, enthauptung, enthaupten, geköpft, verstümmelt, verstümmelung, zerstückelt, zerstückelung,
      eingeweide, ausgeweidet, blutbad, ~folter, foltern, folterung, gefoltert, massaker, amoklauf,
      abgetrennter kopf, abgetrennte köpfe, tierquälerei, lebendig (verbrannt|gehäutet|begraben), gehäutet, aufgespießt`,
    weapon: `
      gewehr, pistole, schusswaffe, waffe, maschinengewehr, =blut, blutig, mord, ermordet, leiche, ?bombe,
      handgranate`,
    hate: `
      hakenkreuz, hitlergruß, hitler, sieg heil, heil hitler, judensau, untermensch, rassenkrieg, kanake,
      holocaustleugnung, neger, ss runen, neonazi, rassenschande, herrenrasse, parasiten juden`,
    selfHarm: `
      selbstmord, suizid, selbstverletzung, selbstverletzend, ritzt sich, sich ritzen, pulsadern, sich
      umbringen, bringt sich um, erhängt sich, sich erhängen, mich umbringen, erhängen, sich (erschießen|erschiesst|vergiften|ertränken), ritzen am arm`,
    clothing: `kleidung, kleider, klamotten, bekleidet, angezogen, unterwäsche, bh, zensiert, zensur, hemd, hose, kleid, rock, badeanzug, bikini`,
  },
  near: [
    {
      concept: 'clothesOff',
      first: `ohne, weg, entferne, entfernen, ausziehen, zieh, lösche, runter, fort, unter, reiß, ausblenden, durch`,
      second: `kleidung, kleider, klamotten, bluse, bh, unterhose, unterwäsche, kleid, rock, oberteil, hemd, shirt, tshirt, hose, bikini, badeanzug, slip`,
      within: 3,
      anyOrder: true,
    },
    { concept: 'explicit', first: `bläst, blasen, blase, blies`, second: `(ihm|ihr|mir|ihnen) einen`, within: 0 },
    {
      concept: 'clothesOff',
      first: `röntgenbrille, röntgenblick`,
      second: `körper, kleid, kleidung, hemd, durch, auf`,
      within: 3,
      anyOrder: true,
    },
    { concept: 'clothesOff', first: `lass, lassen, lässt, ohne`, second: `hüllen`, within: 2 },
    {
      concept: 'hate',
      first: `juden, muslime, türken, ausländer, flüchtlinge, schwarze, araber, schwule, zigeuner`,
      second: `vergasen, töten, umbringen, erschießen, aufhängen, ausrotten, verbrennen, abschieben, ungeziefer, ratten, raus, tod`,
      within: 3,
      anyOrder: true,
    },
    {
      concept: 'gore',
      first: `abschneiden, abgeschnitten, abhacken, abgehackt, abgetrennt, absägen`,
      second: `finger, hand, kopf, arm, bein, ohr, köpfe`,
      within: 3,
      anyOrder: true,
    },
    {
      concept: 'nudity',
      first: `ohne`,
      second: `kleidung, =kleider, =kleidern, klamotten, anziehsachen, kleidungsstück, kleidungsstücke`,
      within: 2,
    },
    { concept: 'clothesOff', first: `nichts, garnichts`, second: `drunter, darunter, =an`, within: 1 },
    {
      concept: 'gore',
      first: `kehle, hals`,
      second: `durchgeschnitten, durchschneiden, aufgeschlitzt, aufgeschlitzter`,
      within: 2,
      anyOrder: true,
    },
    { concept: 'clothesOff', first: `trägt, tragen, tragend, trage`, second: `nichts`, within: 1, anyOrder: true },
    {
      concept: 'clothesOff',
      first: `=im, =in`,
      second: `evaskostüm, adamskostüm, evas kostüm, adams kostüm`,
      within: 1,
    },
  ],
  innocent: `
      (nacktes|nackter|nackte|nackten) (huhn|hahn|katze|kater|hund|mulle), sphynx nackt, (wind|sturm|trompeter|musiker) (bläst|blies) (ihm|ihr|mir|ihnen),
      nacktes auge, bloßem auge, nacktschnecke, nacktschnecken, nacktmull, nacktmulle, nackter fels, nackte
      wand, nackte wände, nackter beton, nackte glühbirne, blutorange, blutmond, blutspende, blutwurst,
      badebombe, selbstmordprävention, suizidprävention, wasserpistole, heißklebepistole, sexualkunde,
      mordsspaß, schuhe ausziehen, jacke ausziehen, schuhe ausgezogen, (nackter|nackte|nackten|nacktes|nacktem) (ast|äste|zweig|zweige|baum|bäume|bäumen|fels|felsen|wand|wände|beton|glühbirne|stein|steine|boden|erde|wahrheit|tatsachen|hügel|metall), nude (lippenstift|töne|ton|nagellack),
      fucking in österreich, ort fucking, dorf fucking, unter dem rock, schwarze hemden, schwarze hose, schwarze kleider, ratten und schwarze, (nackte|nackter|nackten|nacktes) (wahnsinn|angst|gewalt|existenz|zahlen|fakten|panik)`,
  numbers: {
    from: 0,
    words:
      'null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn',
  },
  ageWords: `jahre, jährige, jähriger, jähriges, jährigen, jahre alt, jahr`,
};
