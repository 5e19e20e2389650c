import type { TermList } from '../term-list';

export const english: TermList = {
  language: 'en',
  script: 'words',
  endings: ['s', 'es', 'ed', 'ing', 'ly'],
  everyday: ``,
  terms: {
    explicit: `
      sex, sexual, porn, porno, pornography, pornographic, pornstar, xxx, hentai, hardcore sex, blowjob,
      handjob, orgasm, orgy, orgies, masturbate, masturbating, masturbation, cumshot, creampie, gangbang,
      fellatio, cunnilingus, penis, vagina, genital, genitalia, dildo, fuck, fucking, fucked, ?pussy, ?cock,
      ?dick, boob, ?tits, titties, nipple, bdsm, bondage, nsfw, =r34, =rule 34, intercourse, onlyfans,
      bukkake, futanari, ahegao, rape, raped, raping, upskirt`,
    nudity: `
      nude, nudity, naked, nakedness, topless, bottomless, unclothed, undressed, no clothes, without
      clothes, without any clothes, without clothing, wearing nothing, not wearing anything, bare breast,
      bare breasts, bare chested woman, skinny dipping, in the buff, birthday suit, exposed breast, nudist`,
    suggestive: `
      lingerie, sexy, sexiest, erotic, erotica, seductive, seducing, lewd, horny, thong, fetish, stripper,
      striptease, panties, provocative pose, slutty, aroused`,
    mild: `underwear, bikini, see through, cleavage, swimsuit model, =bra`,
    child: `
      child, children, kid, kiddo, kiddie, toddler, infant, baby, babies, minor, underage, under age,
      preteen, pre teen, tween, schoolgirl, schoolboy, school girl, school boy, little girl, little boy,
      young girl, young boy, kindergartener, kindergarten, prepubescent, pubescent, first grader, middle
      schooler, elementary school, middle school, preschooler, newborn, juvenile, teen, teenager, teenage,
      adolescent, high schooler, girl scout, boy scout`,
    youth: `girl, boy, youngster, high school, daughter, my son, his son, her son, their son`,
    childAbuse: `
      loli, lolicon, shota, shotacon, child porn, kiddie porn, kiddy porn, childporn, csam, pedo, paedo,
      pedophile, paedophile, pedophilia, paedophilia, jailbait, child sex`,
    undress: `
      undress, nudify, deepnude, deep nude, unclothe, disrobe, remove clothes, remove her clothes, remove
      his clothes, remove the clothes, remove their clothes, remove all clothes, remove clothing, remove her
      dress, remove the dress, remove her shirt, remove her top, remove the bra, remove her bra, take off
      clothes, take off her clothes, take off his clothes, take off the clothes, take her clothes off, take
      his clothes off, clothes off, clothes removed, strip her, strip him, strip them, x ray clothes, see
      through clothes, make her nude, transparent clothes`,
    gore: `
      gore, gory, decapitate, decapitated, decapitation, decapitating, behead, beheaded, dismember,
      dismembered, dismemberment, disembowel, disemboweled, mutilate, mutilated, mutilation, mutilating,
      entrails, severed head, severed limb, torture, torturing, tortured, mangled corpse, rotting corpse,
      guts spilling, massacre, school shooting, mass shooting, snuff film, execution video, bloodbath,
      brutal murder, bloody murder, animal cruelty, crushed skull, eviscerate, eviscerated`,
    weapon: `
      gun, rifle, pistol, shotgun, machine gun, ak47, blood, bloody, murder, murdering, stabbing, stabbed,
      killing, killer, grenade, corpse, dead body, bomb`,
    hate: `
      swastika, nazi, neo nazi, heil hitler, sieg heil, hitler, ku klux klan, kkk hood, kkk robe, kkk rally, white power, white
      supremacy, white supremacist, ethnic cleansing, isis flag, lynching, lynch mob, race war, holocaust
      denial, nigger, nigga, faggot, kike, chink, gook, wetback, tranny, raghead, subhuman race`,
    selfHarm: `
      suicide, suicidal, self harm, selfharm, self injury, kill myself, killing myself, kill herself, kill
      himself, killing herself, killing himself, hanging himself, hanging herself, hang myself, hanging
      myself, slit wrist, slit my wrist, slitting wrist, slitting her wrist, slitting his wrist, cutting
      herself, cutting himself, cutting myself, cut my wrist, thinspo, thinspiration, pro ana, pro anorexia`,
  },
  innocent: `
      naked eye, naked mole rat, naked cake, naked bike, naked wires, naked flame, nude lipstick, nude
      color, nude colour, nude heels, nude shoes, nude nails, nude palette, nude tones, nude makeup, same
      sex, opposite sex, fair sex, sex education, sex ed, sex pistols, sex of the baby, sex reveal, battle
      of the sexes, moby dick, blue tit, pussy willow, pussy cat, great tits, nipple cactus, grease nipple,
      baby bottle nipple, bondage film, animal sexual dimorphism, sexual dimorphism, baby blue, baby pink,
      baby breath, baby s breath, kid gloves, kid leather, asia minor, ursa minor, canis minor, minor chord,
      minor key, in a minor, c minor, d minor, e minor, f minor, g minor, b minor, minor scale, minor keys,
      minor chords, glue gun, nail gun, water gun, water pistol, squirt gun, heat gun, top gun, spray gun, gun dog, staple
      gun, blood orange, blood moon, blood drive, blood donor, blood donation, blood pressure, blood cells,
      blood cell, blood test, bloody mary, bath bomb, murder of crows, murder mystery, killer whale, killer
      bee, photo bomb, cherry bomb, killing it, killing time, suicide squad, suicide prevention, suicide
      door, suicide doors, chink in, chinks in, hindu swastika, buddhist swastika, jain swastika, swastika
      temple, anti nazi, al gore, gore tex, gore seam, strip club sandwich, comic strip, strip mall, adult
      swim, bikini bottom, bikini atoll, bikini islands, torture garden, chainsaw massacre, thong sandals,
      nude mouse, nude mice, thong sandal, baby grand piano, xxx large, size xxx`,
  ageWords: `year old, years old, yr old, yrs old, yo, y o, years of age, yrold, yearold`,
};
