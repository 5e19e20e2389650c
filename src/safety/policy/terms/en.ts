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
      ?dick, boob, ?tits, titties, nipple, bdsm, bondage, nsfw, =r34, =rule 34, intercourse, onlyfans, doggystyle, (missionary|cowgirl|doggy style) position,
      bukkake, futanari, ahegao, rape, raped, raping, upskirt, blow job, hand job, =cum, =pron, making love, make love, love making, lovemaking, full frontal, having sex, wank, wanking, threesome, deepthroat, clitoris, vulva, anal sex, oral sex, doggy style sex, sex toy, (her|big|huge|nice|bare|his) tits`,
    nudity: `
      nude, nudity, naked, nakedness, topless, bottomless, unclothed, undressed, no clothes, without
      clothes, without any clothes, without clothing, wearing nothing, not wearing anything, bare breast,
      bare breasts, bare chested woman, skinny dipping, in the buff, birthday suit, exposed breast, nudist, nudes, not wearing clothes, nothing but skin, au naturel, in the altogether, clothes free, disrobed, nekkid, nakid, nakked, noods, clothesless, clothless, unclad, bare it all, everything off, (no|without|without any) (underwear|underpants|panties|knickers|undies), =without a stitch, =not a stitch on, =not a stitch of clothing, stitchless`,
    suggestive: `
      lingerie, uncensored, sexy, sexiest, erotic, erotica, seductive, seducing, lewd, horny, thong, fetish, stripper,
      striptease, panties, provocative pose, slutty, aroused, playboy, centerfold, centrefold, nudes, adult magazine, naughty nurse`,
    mild: `underwear, bikini, see through, cleavage, swimsuit model, =bra, pin up, pinup, bare chest, bare chested, shirtless, body paint, =breasts, wearing only, bare skin, buttocks, crotch, cameltoe, g string, see thru, braless, pantsless, pantless, as (god|nature) made (him|her|them|me|you|us), as (god|nature) intended`,
    child: `
      child, children, kid, kiddo, kiddie, toddler, infant, baby, babies, minor, underage, under age,
      preteen, pre teen, tween, schoolgirl, schoolboy, school girl, school boy, little girl, little boy,
      young girl, young boy, kindergartener, kindergarten, prepubescent, pubescent, first grader, middle
      schooler, elementary school, middle school, preschooler, newborn, juvenile, teen, teenager, teenage,
      adolescent, high schooler, girl scout, boy scout, (second|third|fourth|fifth|sixth|seventh|eighth|ninth|st|nd|rd|th) grader, kindergartner, high school, high schooler, primary school, primary schooler, boy child, girl child, under 18, underaged, lolita, little (nephew|niece|brother|sister|son|daughter|cousin), grandchild, grandchildren, grade schooler, junior high, junior high school`,
    youth: `girl, boy, nephew, niece, grandson, granddaughter, stepdaughter, stepson, youngster, high school, daughter, my son, his son, her son, their son`,
    childAbuse: `
      loli, lolicon, shota, shotacon, child porn, kiddie porn, kiddy porn, childporn, csam, pedo, paedo,
      pedophile, paedophile, pedophilia, paedophilia, jailbait, child sex`,
    undress: `
      undress, nudify, deepnude, deep nude, unclothe, disrobe, remove clothes, remove her clothes, remove
      his clothes, remove the clothes, remove their clothes, remove all clothes, remove clothing, remove her
      dress, remove the dress, remove her shirt, remove her top, remove the bra, remove her bra, take off
      clothes, take off her clothes, take off his clothes, take off the clothes, take her clothes off, take
      his clothes off, clothes off, clothes removed, strip her, strip him, strip them, x ray clothes, see
      through clothes, make her nude, transparent clothes, clothes with skin, undressing, clothes none`,
    gore: `
      gore, gory, decapitate, decapitated, decapitation, decapitating, behead, beheaded, dismember,
      dismembered, dismemberment, disembowel, disemboweled, mutilate, mutilated, mutilation, mutilating,
      entrails, severed head, severed limb, torture, torturing, tortured, mangled corpse, rotting corpse,
      guts spilling, massacre, school shooting, mass shooting, snuff film, execution video, bloodbath,
      brutal murder, bloody murder, animal cruelty, crushed skull, eviscerate, eviscerated, (skinned|burned|burnt|flayed|boiled|eaten) alive, flayed, flaying, impaled body, impaled man, impaled woman, severed arm, severed hand, severed finger, beheading, hung drawn and quartered, hacked to (pieces|death), chopped to pieces, eyes gouged, gouged out eyes, cannibal eating`,
    weapon: `
      gun, rifle, pistol, shotgun, machine gun, ak47, blood, bloody, murder, murdering, stabbing, stabbed,
      killing, killer, grenade, corpse, dead body, bomb`,
    hate: `
      swastika, nazi, neo nazi, heil hitler, sieg heil, hitler, ku klux klan, kkk hood, kkk robe, kkk rally, white power, white
      supremacy, white supremacist, ethnic cleansing, isis flag, lynching, lynch mob, race war, holocaust
      denial, nigger, nigga, faggot, kike, chink, gook, wetback, tranny, raghead, subhuman race, happy merchant, 14 88, final solution poster, master race, white genocide, great replacement, burning cross, islamic state flag, inferior race`,
    selfHarm: `
      suicide, suicidal, =suicde, =suicid, =sucide, self harm, selfharm, self injury, kill myself, killing myself, kill herself, kill
      himself, killing herself, killing himself, hanging himself, hanging herself, hang myself, hanging
      myself, slit wrist, slit my wrist, slitting wrist, slitting her wrist, slitting his wrist, cutting
      herself, cutting himself, cutting myself, cut my wrist, thinspo, thinspiration, pro ana, pro anorexia, unalive, unaliving, unalived, hanging from a noose, noose around (her|his|my|their) neck, swallowing pills, end my life, ending my life, take my own life, (want|wants|wanting) to die, (bridge|roof|building|pills) to die, gun to (her|his|my|their) head, gun to (her|his|my|their) own head`,
    clothing: `clothes, clothing, clothed, dressed, garment, attire, apparel, fully clothed, fabric, underwear, bra, panties, censored, censorship, censor bar, shirt, pants, dress, skirt, bikini, swimsuit`,
  },
  near: [
    {
      concept: 'clothesOff',
      first: `remove, removing, take off, taking off, takes off, delete, erase, strip, strip off, peel off, rip off, tear off, lift, lift up, pull down, pull up, cut away, lose, ditch, drop, without, minus, minus the, no`,
      second: `clothes, clothing, shirt, blouse, top, dress, bra, underwear, panties, pants, trousers, jeans, skirt, shorts, bikini, swimsuit, garment, outfit, t shirt, undies, boxers, briefs`,
      within: 3,
    },
    {
      concept: 'clothesOff',
      first: `clothes, clothing, shirt, blouse, top, dress, bra, underwear, panties, pants, trousers, jeans, skirt, shorts, bikini, swimsuit, garment, outfit`,
      second: `=off, removed, erased, =gone, =away, missing`,
      within: 1,
    },
    {
      concept: 'clothesOff',
      first: `take, taking, takes, get, getting`,
      second: `(it|everything|them) off, all off`,
      within: 1,
    },
    {
      concept: 'clothesOff',
      first: `under, underneath, beneath, through, see through`,
      second: `(her|his|my|their|the) (clothes|clothing|shirt|blouse|dress|skirt|pants|underwear|bra|bikini|outfit)`,
      within: 0,
    },
    {
      concept: 'clothesOff',
      first: `show, showing, reveal, revealing, expose, exposing, bare, bigger, huge`,
      second: `breast, boob, tits, butt, ass, nipple, cleavage, chest`,
      within: 2,
    },
    {
      concept: 'clothesOff',
      first: `x ray, xray`,
      second: `glasses, goggles, specs, vision, body, through, clothes, shirt, dress`,
      within: 2,
    },
    {
      concept: 'explicit',
      first: `couple, lovers, woman, man, doing it`,
      second: `doggy style`,
      within: 2,
      anyOrder: true,
    },
    {
      concept: 'gore',
      first: `cut off, cutting off, cuts off, chop off, chopping off, chopped off, saw off, sawing off, sawn off, hack off, hacking off, tearing off, ripping off, severing`,
      second: `finger, hand, arm, leg, head, foot, feet, ear, limb, toe, tongue`,
      within: 2,
    },
    {
      concept: 'hate',
      first: `=kill, killing, gas, gassing, exterminate, exterminating, hang, hanging, burn, burning, shoot, shooting, death to, deport, lynch, eradicate, i hate, hate all`,
      second: `jews, muslims, blacks, black people, gays, immigrants, refugees, arabs, mexicans, asians, trans people, women, christians, hindus, foreigners`,
      within: 2,
    },
    {
      concept: 'hate',
      first: `jews, muslims, blacks, black people, gays, immigrants, refugees, arabs, mexicans, asians, trans people, women, christians, hindus, foreigners`,
      second: `vermin, subhuman, cockroach, rats, parasite, to the ovens, to the gas chamber`,
      within: 3,
      anyOrder: true,
    },
    {
      concept: 'selfHarm',
      first: `cut, cutting, cuts, slit, slitting, slash, slashing, slashed`,
      second: `wrist, =arms, =veins`,
      within: 2,
    },
    {
      concept: 'selfHarm',
      first: `shoot, shooting, shoots, stab, stabbing, burn, burning, poison, poisoning, drown, drowning, hang, hangs, hanging, hanged, kill, kills, hurt, hurting`,
      second: `himself, herself, myself, themself, themselves, yourself`,
      within: 1,
    },
    {
      concept: 'selfHarm',
      first: `overdose, overdosing, overdosed`,
      second: `pills, drugs, medication, heroin, on purpose`,
      within: 2,
    },
    {
      concept: 'nudity',
      first: `exposed, uncovered, bare, bared`,
      second: `breast, boob, genitals, nipple, vagina, penis`,
      within: 1,
      anyOrder: true,
    },
    {
      concept: 'clothesOff',
      first: `clothes, clothing, shirt, blouse, top, dress, skirt, pants, bikini, swimsuit, outfit`,
      second: `transparent, see through, invisible, vanish, disappear`,
      within: 2,
      anyOrder: true,
    },
    {
      concept: 'clothesOff',
      first: `under, underneath, beneath`,
      second: `(that|this) (dress|shirt|skirt|blouse|outfit)`,
      within: 0,
    },
    {
      concept: 'clothesOff',
      first: `get rid of, pull off, pulling off, throw off`,
      second: `clothes, clothing, shirt, blouse, top, dress, bra, underwear, panties, pants, trousers, skirt, shorts, bikini, garment`,
      within: 3,
    },
    {
      concept: 'gore',
      first: `finger, hand, arm, leg, head, limb`,
      second: `(chopped|cut|hacked|sawn|sliced|torn) off`,
      within: 2,
    },
    {
      concept: 'gore',
      first: `slaughter, slaughtering, slaughtered`,
      second: `people, men, women, villagers, civilians, humans, man, woman`,
      within: 2,
      anyOrder: true,
    },
    {
      concept: 'hate',
      first: `jews, muslims, blacks, black people, gays, immigrants, arabs, women`,
      second: `inferior, subhuman, scum`,
      within: 3,
      anyOrder: true,
    },
    {
      concept: 'nudity',
      first: `without, lacking, devoid of, free of, zero, minus, sans`,
      second: `clothes, clothing, =garments, attire, apparel`,
      within: 4,
    },
    {
      concept: 'clothesOff',
      first: `nothing, naught`,
      second: `=on, =under, underneath, beneath, (else|left) on`,
      within: 1,
    },
    {
      concept: 'gore',
      first: `slit, slitting, cut, cutting, slash, slashing, slashed`,
      second: `throat`,
      within: 3,
      anyOrder: true,
    },
    { concept: 'nudity', first: `wear, wears, wore, dressed in`, second: `nothing, absolutely nothing`, within: 1 },
    {
      concept: 'clothesOff',
      first: `bare, bares, baring, show, shows, showing, reveal, revealing, expose, exposing, only, just`,
      second: `(her|his|my|their|your|bare) (body|skin|flesh)`,
      within: 0,
    },
  ],
  innocent: `
      naked (mole rats|neck chicken|neck chickens|dragon|seed|seeds), clothes without (creases|stains), without clothes (line|pegs|hanger|hangers|rack),
      naked eye, naked mole rat, naked cake, naked bike, naked wires, naked flame, nude lipstick, nude
      color, nude colour, nude heels, nude shoes, nude nails, (nude|nude coloured|nude colored|nude shade|flesh coloured) (lipstick|lipsticks|lip gloss|nail|nails|manicure|eyeshadow|foundation|blush|polish|heels|pumps|shoes|sandals|leather|yarn|ribbon), nude (coloured|colored) paint, nude palette, nude tones, nude makeup, same
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
      nude mouse, nude mice, thong sandal, baby grand piano, xxx large, size xxx, naked (juice|burrito|chicken|neck|bulb|branch|branches|tree|trees|wood|rock|rocks|hills|wall|truth|oats|lady lily), nude (toned|tone|beige|pink|lip|lips|gloss|nail polish|polish|sandals|pumps|tights),
      (rape|oilseed rape) (field|fields|flower|flowers|blossom|blossoms|seed|seeds|oil|plant|plants), topless (bus|double decker|doubledecker|tour bus|convertible|car|jeep|roadster|tower|tree),
      suicide (squeeze|run|runs|king|barrier|hotline), undressed (salad|salads|window|windows|wood|timber|stone|mannequin|doll|skewers),
      (behead|beheading|beheaded|decapitate|decapitating|decapitated) (dandelion|dandelions|flower|flowers|rose|roses|tulip|tulips|daisy|daisies|doll|snowman|statue|thistles), (decapitated|beheaded) (lego|toy) ,
      swastika free, no swastika, cutting (myself|himself|herself) (a|some|another) (slice|piece|bit), magna cum laude, summa cum laude, cum laude, make love not war, (chicken|turkey|duck|robin) breasts, breasts of (chicken|turkey|duck),
      (murder|killing) (time|it), grand slam, fucking (austria|hell), baby (back|corn|grand|carrot|carrots|spinach|breath), naked lunch, high school musical, burn themselves out, drown themselves in work, shooting star, shooting stars, through the shirt, no top hat, removing the top of, nazi (hunter|hunters), anti nazi`,
  numbers: {
    from: 0,
    words:
      'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen',
  },
  ageWords: `year old, years old, yr old, yrs old, yo, y o, years of age, yrold, yearold`,
};
