import type { Recipe } from '../contract/picture';
import { applyRecipe, readRecipe, recipeText, type RecipeSketch } from './recipe-text';
import type { Session } from './session.svelte';

const key = '#recipe=';
const longestFragment = 16_000;

/** A link that carries a recipe in its fragment, which browsers do not send to the host. */
export function recipeLink(recipe: Recipe, baseUrl: string): string {
  const bytes = new TextEncoder().encode(recipeText(recipe));
  const base64 = btoa(String.fromCharCode(...bytes));
  return `${baseUrl}${key}${base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

/** What a link brought: a recipe, or something that is none. */
export type LinkedRecipe = RecipeSketch | 'unreadable';

/** A recipe that came from outside. One from a link is in the composer already; one from a file waits for a yes. */
export interface OfferedRecipe {
  readonly from: 'link' | 'file';
  readonly recipe: LinkedRecipe;
  /** False: this copy does not have its model, and the one in use took it over. */
  readonly hasModel: boolean;
}

/**
 * Reads the recipe in the page's address and takes it out of the address at once, before anything else can see it.
 * Undefined when there is none.
 */
export function takeLinkedRecipe(): LinkedRecipe | undefined {
  const { hash, pathname, search } = location;
  if (hash === '') return undefined;
  history.replaceState(null, '', pathname + search);
  return hash.startsWith(key) ? readFragment(hash.slice(key.length)) : undefined;
}

/** The recipe in the part of a fragment behind `recipe=`. */
export function readFragment(text: string): LinkedRecipe {
  if (text.length > longestFragment || !/^[\w-]+$/.test(text)) return 'unreadable';
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
    return readRecipe(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) ?? 'unreadable';
  } catch {
    return 'unreadable'; // not base64, or not UTF-8
  }
}

/** Puts a link's recipe into the composer and leaves word of it. */
export function openLinkedRecipe({ content, models }: Session, recipe: LinkedRecipe | undefined): void {
  if (!recipe) return;
  const hasModel = recipe === 'unreadable' || applyRecipe(content, recipe, models);
  content.offered = { from: 'link', recipe, hasModel };
}
