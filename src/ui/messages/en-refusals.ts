import type { RefusalId } from '../../contract/refusals';

/** What is refused, and why: after the word `errorSafety`, and as the list of content rules. */
export const enRefusals: Readonly<Record<RefusalId, string>> = {
  minors:
    'Sexual content with minors: the words together could mean sexual content with someone under 18. This is never made here, and no setting allows it.',
  undressing:
    'Undressing a person in a photo: a photo of a person is never undressed or made sexual here, whoever it shows. No setting allows it.',
  sexual: 'Sexual content and nudity: this copy of Ephemera does not make them.',
  violence: 'Cruel violence: this copy of Ephemera does not make pictures of cruelty, torture or mutilation.',
  hate: 'Hatred: this copy of Ephemera does not make symbols or words of hatred against people.',
  'self-harm':
    'Self-harm: this copy of Ephemera does not make pictures of suicide or self-harm. If this is about you: talking to someone you trust, or to a helpline where you live, helps.',
  mature: 'Mature themes: this copy of Ephemera is set for all ages: no weapons, blood or revealing clothes.',
  'nude-photo':
    'Nudity of a person: the picture check took the photo, or what was made of it, for that. The check errs; try another style or another photo.',
  'explicit-film':
    'An explicit frame: the picture check took a frame of the film for that. The check errs; try other words or another seed.',
};
