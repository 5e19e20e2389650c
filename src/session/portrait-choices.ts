import type { StyleOffer } from '../contract/portrait';
import { accessories } from '../image/portrait/accessories';
import { portraitStyles } from '../image/portrait/styles/all-styles';

/** The style that is not drawn by us, but by the chosen model. */
export const modelStyleId = 'model';

/** What the model is asked for until the visitor says something else: in English, which models read. */
export const firstWishes = {
  drawing: 'person, face, sticker, flat',
  photo: 'an oil painting of the person, portrait, detailed',
} as const;

/** What can be chosen; the words for it are in `ui/messages`. */
export const styleOffers: readonly StyleOffer[] = portraitStyles.map(({ id, palettes, needsTiles, keepsFace }) => ({
  id,
  palettes,
  keepsFace,
  needsTiles: needsTiles === true,
}));
export const accessoryIds: readonly string[] = accessories.map(({ id }) => id);
