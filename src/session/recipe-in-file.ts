import { containerOf } from '../provenance/add-marks';
import { readXmp } from '../provenance/xmp';
import { readRecipe, type RecipeSketch } from './recipe-text';

const longestFile = 64 * 1024 * 1024;
const longestText = 64 * 1024;

/**
 * The recipe that a picture file carries: in XMP as Ephemera writes it when asked, or in a PNG's `parameters` as other
 * tools do. Undefined when there is none. Never throws: a file is only a file.
 */
export async function recipeInFile(file: Blob): Promise<RecipeSketch | undefined> {
  if (file.size > longestFile) return undefined;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const container = containerOf(bytes);
  if (!container) return undefined;
  const utf8 = new TextDecoder();
  for (const piece of container.pieces(bytes)) {
    if (!('data' in piece) || piece.data.length > longestText) continue;
    const isDeflated = 'deflated' in piece && piece.deflated === true;
    if (isDeflated) continue; // neither Ephemera nor the common tools compress it
    const text =
      piece.kind === 'xmp'
        ? readXmp(utf8.decode(piece.data)).description
        : piece.kind === 'text' && piece.name === 'parameters'
          ? utf8.decode(piece.data)
          : undefined;
    const recipe = text === undefined ? undefined : readRecipe(text);
    if (recipe) return recipe;
  }
  return undefined;
}
