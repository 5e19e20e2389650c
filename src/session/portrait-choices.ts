import type { StyleOffer } from '../contract/portrait';
import { accessories } from '../image/portrait/accessories';
import { portraitStyles } from '../image/portrait/styles/all-styles';

/** What the model is asked for when it draws the sitter. */
export const modelStyleId = 'model';

/** What can be chosen; the words for it are in `ui/messages`. */
export const styleOffers: readonly StyleOffer[] = portraitStyles.map(({ id, palettes, needsTiles, keepsFace }) => ({
  id,
  palettes,
  keepsFace,
  needsTiles: needsTiles === true,
}));
export const accessoryIds: readonly string[] = accessories.map(({ id }) => id);
