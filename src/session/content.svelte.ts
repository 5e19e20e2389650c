import type { CarriedMark } from '../contract/inspection';
import type { Picture } from '../contract/picture';
import type { Pixels } from '../contract/pixels';
import { emptyPortrait, type PortraitContent } from '../contract/portrait';
import type { WildcardUse } from './ask';
import type { FileChoices } from './export-picture';
import { MotionContent } from './motion-content.svelte';
import type { QueuedJob } from './queue';
import type { OfferedRecipe } from './recipe-link';
import { initialSettings, type Settings } from './settings';

/**
 * Everything the visitor typed, dropped, chose or made. The session holds one of these in one field; Forget everything
 * replaces it, so a new kind of content cannot be missed. Pictures are raw state: they are replaced, never changed.
 */
export class Content {
  prompt = $state('');
  negativePrompt = $state('');
  settings: Settings = $state(initialSettings());
  /** The visitor's own picture, as reference or start. */
  reference = $state.raw<Pixels>();
  /** The marks that a reference picture's file had. */
  referenceMarks = $state.raw<{ readonly of: Pixels; readonly marks: readonly CarriedMark[] }>();
  pictures = $state.raw<readonly Picture[]>([]);
  selectedId = $state.raw<number>();
  /** Pictures deleted last: Undo puts them back. */
  bin = $state.raw<readonly Picture[]>([]);
  pinned = $state.raw<ReadonlySet<number>>(new Set());
  /** Chosen together, for a zip, a comparison or a deletion. */
  chosen = $state.raw<ReadonlySet<number>>(new Set());
  /** Pictures in one row, which is scrolled sideways, instead of a grid. */
  isStrip = $state(false);
  /** Flagged pictures that an adult chose to see. */
  revealed = $state.raw<ReadonlySet<number>>(new Set());
  /** A recipe that a link or a file brought, until it is put away. */
  offered = $state.raw<OfferedRecipe>();
  /** Prompts that were drawn, oldest first. */
  history = $state.raw<readonly string[]>([]);
  wildcardUse: WildcardUse = $state('random');
  /** Jobs that wait for the one that runs. */
  queue = $state.raw<readonly QueuedJob[]>([]);
  fileChoices = $state.raw<FileChoices>({ format: 'image/png', withRecipe: false, withLabel: false });
  /** What a published page is called, and what stands under its pictures, by their ids. */
  published: { title: string; captions: Record<number, string> } = $state({ title: '', captions: {} });
  /** Key frames, settings and clips of the Motion mode. */
  motion = new MotionContent();
  /** Photo, landmarks and drawings of the Portrait mode. */
  portrait = $state.raw<PortraitContent>(emptyPortrait);
  nextId = 1;
}
