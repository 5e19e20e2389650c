import type { TermList } from '../term-list';

export const german: TermList = {
  language: 'de',
  script: 'words',
  endings: ['e', 'en', 'er', 'es', 'em', 'n', 's', 'innen'],
  everyday: `ein, eine, einem, einen, einer, der, das, mit, und, auf, von, im, ist, frau, mann`,
  terms: {
    explicit: `
      sex, sexuell, porno, pornografie, pornografisch, pornographie, geschlechtsverkehr, orgasmus, orgie,
      masturbieren, masturbiert, masturbierend, ficken, fickt, gefickt, möse, fotze, titten, genitalien,
      vergewaltigung, vergewaltigt, sexszene, pornofilm`,
    nudity: `
      nackt, nacktbild, nacktfoto, nacktheit, splitternackt, oben ohne, ohne kleidung, ohne kleider,
      unbekleidet, entblößt, nacktaufnahme, aktfoto, halbnackt`,
    suggestive: `reizwäsche, dessous, erotisch, erotik, verführerisch, sexy, lasziv, aufreizend`,
    mild: `unterwäsche, tanga, badeanzugmodel`,
    child: `
      ?kind, kinder, kindern, kleinkind, kleinkinder, säugling, minderjährig, minderjährige, schulmädchen,
      schulkind, schulkinder, kleines mädchen, kleinen mädchens, kleinem mädchen, kleiner junge, kleinen
      jungen, grundschüler, grundschülerin, schülerin, teenagerin, jugendliche`,
    youth: `mädchen, ?junge, ?jungs, tochter, sohn`,
    childAbuse: `kinderporno, kinderpornografie, kinderpornographie, pädophil, pädophilie, kindersex`,
    undress: `
      ausziehen, ausgezogen, zieh sie aus, zieh ihn aus, entkleiden, entkleidet, entkleide, kleidung
      entfernen, kleider entfernen, entferne die kleidung, entferne ihre kleidung, entferne seine kleidung,
      entferne die kleider, entferne ihr kleid`,
    gore: `
      enthauptet, enthauptung, enthaupten, geköpft, verstümmelt, verstümmelung, zerstückelt, zerstückelung,
      eingeweide, ausgeweidet, blutbad, folter, foltern, folterung, gefoltert, massaker, amoklauf,
      abgetrennter kopf, abgetrennte köpfe, tierquälerei`,
    weapon: `
      gewehr, pistole, schusswaffe, waffe, maschinengewehr, =blut, blutig, mord, ermordet, leiche, ?bombe,
      handgranate`,
    hate: `
      hakenkreuz, hitlergruß, hitler, sieg heil, heil hitler, judensau, untermensch, rassenkrieg, kanake,
      holocaustleugnung, neger, ss runen, neonazi`,
    selfHarm: `
      selbstmord, suizid, selbstverletzung, selbstverletzend, ritzt sich, sich ritzen, pulsadern, sich
      umbringen, bringt sich um, erhängt sich, sich erhängen, mich umbringen`,
  },
  innocent: `
      nacktes auge, bloßem auge, nacktschnecke, nacktschnecken, nacktmull, nacktmulle, nackter fels, nackte
      wand, nackte wände, nackter beton, nackte glühbirne, blutorange, blutmond, blutspende, blutwurst,
      badebombe, selbstmordprävention, suizidprävention, wasserpistole, heißklebepistole, sexualkunde,
      mordsspaß, schuhe ausziehen, jacke ausziehen, schuhe ausgezogen`,
  ageWords: `jahre, jährige, jähriger, jähriges, jährigen, jahre alt, jahr`,
};
