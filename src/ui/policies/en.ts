import type { PolicyTexts } from './texts';

export const policies: PolicyTexts = {
  title: 'Privacy, rules, rights',
  privacy: 'Privacy',
  rules: 'Content rules',
  rights: 'Your rights',
  keptBy: 'Kept by',
  provedBy: 'Proved by',
  cannot: 'What a page cannot promise',
  hostSays: 'The host of this copy adds',
  contact: 'Who runs this copy',
  noContact: 'The host of this copy has left no contact.',
  refused: 'What is refused on this copy',
  rightButtons: {
    access: 'Show what this tab holds',
    rectification: 'Change what I entered',
    erasure: 'Forget everything',
    portability: 'Download my pictures',
    restriction: 'Seal this tab',
    objection: 'Keep nothing on this device',
    optOut: 'Open “Try to leak”',
  },
  rightDone: {
    erasure: 'Forgotten.',
    portability: 'Downloaded, in one zip.',
    noPictures: 'There is no picture yet.',
    objection: 'Nothing is kept on this device now: no settings, and no further files.',
  },
  promises: {
    memory: 'What you type, upload or make is in one field of one object, in this tab’s memory.',
    forget:
      'Forget everything empties that field, ends every worker, revokes every address, and clears the text fields’ undo.',
    counted: 'What Forget everything wiped is counted before and after, and shown.',
    trail: 'A job’s latents are kept for another worker to go on with: in memory, only while the job runs.',
    empty: 'Reload, leave, come back, crash, duplicate or restore the tab: the page starts empty.',
    disk: 'After a visit nothing of it is in the browser’s profile on the disk.',
    requests: 'Requests go to this site only, for its own files, without query. The page sets no cookie.',
    policy: 'The browser refuses every other request, of our code or a library’s.',
    everywhere: 'That policy is on every answer, errors too: a worker takes its policy from its own script.',
    doors:
      'What the policy does not cover is taken away when the page opens: WebRTC, cookies, session storage, new windows, frames, links that look ahead, and scripts that lead elsewhere.',
    stored:
      'Only public files are stored: models, and this site’s own files if you work offline. They are the same for everybody, listed, and can be removed or switched off.',
    settings:
      'Settings are kept only when you ask: look, movement, language, last model and size, from closed lists that no content can be in. They are listed in the Privacy panel and removed by the same switch.',
    offline:
      'Offline, the files of one build are served, each checked by its hash. No request with a body or a query passes the service worker.',
    seal: 'A sealed tab can fetch and send nothing until it is reloaded, and still makes pictures.',
    addresses: 'Nothing you type can become an address or a storage key.',
    traces: 'No content is in an address, title, history entry, log line or error.',
    canvas: 'Pictures are shown on a canvas. A file is made only when you save, and its address is revoked.',
    names: 'A download’s name says size and number: no prompt, no seed, no date.',
    marks:
      'A file says how it was made (by a model, with one, or a photo altered by a program), and nothing else. Your recipe goes in only when you ask.',
    link: 'A recipe link carries the recipe behind the #, which browsers do not send, and is taken out of the address when opened.',
    photo: 'A photo comes in as pixels: names, places and camera stay behind.',
    portrait: 'A portrait’s photo and landmarks are dropped when it is made, unless you keep the photo to try again.',
    rules: 'Content rules are checked on this device; a refusal names the rule and is reported to nobody.',
    fields: 'Text fields ask the browser not to remember, correct or send what is typed.',
    verify: 'Any copy can be compared with its release, file by file, from outside and from the page itself.',
    packets:
      'Watched from outside, packet by packet, the page asks its own host for files and nobody for anything else.',
  },
  limits: {
    host: 'The host. Whoever runs a copy sees that your address fetched its files, and could serve other files tomorrow. Compare the copy with a release, use a copy you trust, or run your own.',
    links: 'Links you follow, and names the browser looks up ahead. Ours carry no content.',
    computer:
      'Your browser and your computer. Extensions see what you see, spelling helpers may read what you type, and the system may write memory to disk. The browser keeps the addresses you visited. Chromium’s autofill may ask its maker about any page with form fields, this one too; it can be switched off in the browser.',
    saved:
      'What you save or share. A downloaded file is yours to guard. What you copied is on the clipboard: Forget everything clears it if it is still there and the browser lets it.',
    shown:
      'What is on the screen. A screenshot and “Save page as” take what you see, captions with your prompt too. Printing takes the picture alone. “View source” shows only the empty page.',
    marks: 'Marks. Saved pictures say that a model made them. They do not say who you are, and a mark can be removed.',
  },
  ruleSentences: {
    age: 'You must be 13 or older.',
    people: 'Do not undress or humiliate real people, and ask before you change somebody’s photo.',
    deceive: 'Do not make pictures to deceive. Saved files say that a model made them; leave that in.',
    checks: 'The checks run on this device and report to nobody.',
    wrong: 'They are filters, and filters err. If something harmless is refused, say it in other words.',
  },
  rightTexts: {
    access: 'Access: everything this tab holds or stores is listed in the Privacy panel. There is nothing elsewhere.',
    rectification: 'Rectification: everything you entered is in front of you. Change it there.',
    erasure:
      'Erasure: Forget everything wipes what is yours, at once. Stored public files are removed in the Privacy panel.',
    portability: 'Portability: download your pictures, with their recipes if you ask, in open formats.',
    restriction: 'Restriction: seal the tab, and nothing can reach or leave it.',
    objection: 'Objection: nobody uses what you make for anything. Switch off what is stored in the Privacy panel.',
    optOut:
      'Opt-out of sale, sharing and profiling: none of it happens, so there is nothing to opt out of. Try to leak, in the Privacy panel, shows it.',
  },
};
