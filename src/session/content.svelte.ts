import type { Picture } from '../contract/picture';
import type { Pixels } from '../contract/pixels';
import { emptyPortrait, type PortraitContent } from '../contract/portrait';
import { MotionContent } from './motion-content.svelte';
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
  pictures = $state.raw<readonly Picture[]>([]);
  selectedId = $state.raw<number>();
  /** Key frames, settings and clips of the Motion mode. */
  motion = new MotionContent();
  /** Photo, landmarks and drawings of the Portrait mode. */
  portrait = $state.raw<PortraitContent>(emptyPortrait);
  nextId = 1;
}
