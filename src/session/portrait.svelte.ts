import { errorNameOf, namedError, type ErrorName } from '../contract/errors';
import {
  emptyPortrait,
  type ArtRequest,
  type FaceLandmarks,
  type Nudge,
  type PhotoProblem,
  type PortraitArea,
  type PortraitContent,
  type SitterImage,
} from '../contract/portrait';
import type { CarriedMark } from '../contract/inspection';
import type { Pixels } from '../contract/pixels';
import type { SafetyVerdict } from '../contract/request';
import { alteredFrom, type SourceType } from '../contract/source-type';
import { startArtist, type Artist, type StartArtist } from '../engine/art-client';
import { startFaceFinder, type FaceFinder, type StartFaceFinder } from '../engine/face-client';
import { noNudge } from '../image/portrait/frame';
import { marksOfFile } from './inspect-file';
import { firstWishes, modelStyleId, styleOffers } from './portrait-choices';
import { matchOf, type Match } from './portrait-match';
import { canStartFrom, hasReferenceSlots, squareSize, toRequest, wholeReference } from './request';
import type { Session } from './session.svelte';
import { drawTiles, makeTiles } from './tiles';

const previewSide = 640;
const sampleSide = 176;
const squareSide = 1024;

/** Where a portrait is; 'checking': its face is being compared with the photo's. No content: that is `session.content.portrait`. */
export interface PortraitPhase {
  readonly at: 'empty' | 'reading' | 'choosing' | 'aligning' | 'ready' | 'drawing' | 'checking';
}

export type Trouble =
  | { readonly kind: 'photo'; readonly problem: PhotoProblem }
  | { readonly kind: 'error'; readonly name: ErrorName; readonly detail: string };

interface Starters {
  readonly startFaceFinder: StartFaceFinder;
  readonly startArtist: StartArtist;
}

/** One photo from being dropped to being gone: reads it, finds and aligns a face, has it drawn, and lets everything go. */
export class Portrait {
  phase: PortraitPhase = $state.raw({ at: 'empty' });
  trouble = $state.raw<Trouble>();
  match = $state.raw<Match>();
  #chosenStyle = $state<string>();
  paletteId = $state('sky');
  accessoryId = $state('');
  area: PortraitArea = $state('all');
  into: ArtRequest['into'] = $state('square');
  keepsPhoto = $state(false);
  nudge: Nudge = $state.raw(noNudge);
  readonly #session: Session;
  readonly #starters: Starters;
  readonly #stopListening: () => void;
  #finder: FaceFinder | undefined;
  #artist: Artist | undefined;
  /** Counts photos: what belongs to an earlier one is dropped when it arrives. */
  #round = 0;
  #sampling = 0;
  #photoCheck: Promise<unknown> = Promise.resolve();

  constructor(session: Session, starters: Starters = { startFaceFinder, startArtist }) {
    this.#session = session;
    this.#starters = starters;
    this.#stopListening = session.onForget(() => {
      const workers = this.#end();
      session.content.portrait = emptyPortrait;
      return workers;
    });
  }

  get content(): PortraitContent {
    return this.#session.content.portrait;
  }

  get isBusy(): boolean {
    return !['empty', 'choosing', 'ready'].includes(this.phase.at);
  }

  /** True when the chosen model can start from a picture. */
  get hasModel(): boolean {
    return canStartFrom(this.#session.model);
  }

  /** A model without artwork of its own was trained on photographs. */
  get knowsPhotos(): boolean {
    return this.hasModel && !hasReferenceSlots(this.#session.model);
  }

  get sitterImage(): SitterImage {
    return this.knowsPhotos ? 'photo' : 'drawing';
  }

  /** Until the visitor chooses, what the model does best. */
  get styleId(): string {
    return this.#chosenStyle ?? (this.knowsPhotos ? modelStyleId : styleOffers[0]!.id);
  }

  set styleId(id: string) {
    this.#chosenStyle = id;
  }

  get usesModel(): boolean {
    return this.styleId === modelStyleId;
  }

  /** Reads a photo file and looks for faces. One face is taken at once, of several the visitor chooses. */
  async takePhoto(file: Blob | Pixels): Promise<void> {
    this.drop();
    const round = this.#round;
    this.phase = { at: 'reading' };
    await this.#attempt(round, async () => {
      const result = await this.#useFinder().readPhoto(file);
      if (round !== this.#round) return;
      if ('problem' in result) {
        this.drop();
        this.trouble = { kind: 'photo', problem: result.problem };
        return;
      }
      this.#photoCheck = this.#checked(result.photo);
      this.#photoCheck.catch(() => undefined); // heard where it is awaited
      const carried = file instanceof Blob ? await marksOfFile(file) : [];
      if (round !== this.#round) return;
      this.#change({ photo: result.photo, faces: result.faces, carried });
      if (result.faces.length === 1) return this.chooseFace(0);
      this.#endFinder();
      this.phase = { at: 'choosing' };
    });
  }

  /** Aligns one of the found faces and lets the others' outlines go. */
  async chooseFace(index: number): Promise<void> {
    const { photo, faces } = this.content;
    const face = faces[index];
    if (!photo || !face) return;
    const round = this.#round;
    this.phase = { at: 'aligning' };
    await this.#attempt(round, async () => {
      const aligned = await this.#useFinder().align(photo, face);
      this.#endFinder();
      if (round !== this.#round) return;
      this.#change({ aligned, faces: [] });
      this.#artist = this.#starters.startArtist();
      await this.#artist.sit(photo, aligned);
      await Promise.all([this.showPreview(), this.#photoCheck]);
      if (round !== this.#round) return;
      this.phase = { at: 'ready' };
      void this.drawSamples();
    });
  }

  /** The aligned square anew, after a nudge or when something is put on. */
  async showPreview(): Promise<void> {
    const round = this.#round;
    const preview = await this.#artist?.align(this.nudge, this.accessoryId, previewSide);
    if (preview && round === this.#round) this.#change({ preview });
  }

  async nudgeBy(change: Partial<Nudge>): Promise<void> {
    this.nudge = { ...this.nudge, ...change };
    await this.#quietly(() => this.showPreview());
    void this.drawSamples();
  }

  async wear(accessoryId: string): Promise<void> {
    this.accessoryId = accessoryId;
    await this.#quietly(() => this.showPreview());
    void this.drawSamples();
  }

  /** What the model is to draw. */
  get wish(): string {
    return this.content.prompt ?? firstWishes[this.sitterImage];
  }

  describeWish(prompt: string): void {
    this.#change({ prompt });
  }

  /** The face in every style, small, one after another; a newer call ends an older one. */
  async drawSamples(): Promise<void> {
    const turn = ++this.#sampling;
    const artist = this.#artist;
    for (const { id, palettes, needsTiles } of styleOffers) {
      const tiles = needsTiles ? this.#tiles() : [];
      if (needsTiles && tiles.length === 0) continue;
      const pixels = await this.#quietly(() =>
        artist?.draw({
          ...this.#request(tiles),
          styleId: id,
          paletteId: palettes[0]?.id ?? '',
          area: 'all',
          into: 'square',
          side: sampleSide,
        }),
      );
      if (!pixels || turn !== this.#sampling || artist !== this.#artist) return;
      this.#change({ samples: { ...this.content.samples, [id]: pixels.pixels } });
    }
  }

  /** Has the model draw tiles for a mosaic. They go with the photo. */
  async drawTiles(): Promise<void> {
    if (this.phase.at !== 'ready' || this.#session.isRunning) return;
    const round = this.#round;
    await drawTiles(this.#session, (tile) => {
      if (round === this.#round) this.#change({ tiles: [...this.content.tiles, tile] });
    });
    if (round === this.#round) void this.drawSamples();
  }

  /** Makes the portrait and gives it to the session's pictures. Then the photo goes, unless it is to stay. */
  async make(label: string): Promise<void> {
    const artist = this.#artist;
    if (!artist || this.phase.at !== 'ready') return;
    const round = this.#round;
    this.#sampling++;
    this.trouble = this.match = undefined;
    this.phase = { at: 'drawing' };
    const startedAt = performance.now();
    await this.#attempt(round, async () => {
      const { pixels, expected } = await artist.draw({ ...this.#request(this.#tiles()), side: squareSide });
      if (round !== this.#round) return;
      const safety = await this.#checked(pixels);
      if (round !== this.#round) return;
      const elapsedMs = performance.now() - startedAt;
      const { carried = [] } = this.content;
      this.#session.addPicture(
        { pixels, elapsedMs, safety },
        { label, sourceType: this.#sourceType(carried), carried },
      );
      this.phase = { at: 'checking' };
      const match = await this.#quietly(() => this.#lookAgain(pixels, expected));
      if (round !== this.#round) return;
      this.#finish(match);
    });
  }

  /** The same by the chosen diffusion model, from the photo as it knows it best. Its progress is the session's job. */
  async makeWithModel(label: string): Promise<void> {
    const artist = this.#artist;
    if (!artist || this.phase.at !== 'ready' || this.#session.isRunning) return;
    const round = this.#round;
    this.#sampling++;
    this.trouble = this.match = undefined;
    this.phase = { at: 'drawing' };
    const { model, content } = this.#session;
    await this.#session.runJob(1, async (_, run) => {
      const { settings } = content;
      const side = squareSize(model.limits.sizes);
      const { image, frame, expected } = await artist.startDiffusion(
        this.nudge,
        this.accessoryId,
        side,
        this.sitterImage,
      );
      const asked = {
        ...{ prompt: this.wish, negativePrompt: content.negativePrompt, reference: image },
        settings: { ...settings, width: side, height: side, styleId: '' },
      };
      const square = { ...model, limits: { ...model.limits, sizes: [[side, side]] as const } }; // as the face is
      const made = await run({
        ...toRequest(asked, square, 0),
        ...(hasReferenceSlots(model) && wholeReference(image)),
      });
      if (round !== this.#round) throw namedError('AbortError', 'the photo is gone');
      const found = (await this.#useFinder().findFaces(made.pixels))[0];
      const { area, into, nudge, accessoryId } = this;
      const how = { area, into, nudge, accessoryId };
      const pixels = await artist.finishDiffusion(made.pixels, { frame, expected }, found, how);
      // Laid into the photo it was moved onto the photo's eyes: what counts is where they are now.
      const match =
        into === 'photo' && this.content.aligned
          ? matchOf(await this.#useFinder().findFaces(pixels), this.content.aligned.landmarks)
          : matchOf(found ? [found] : [], expected);
      this.#endFinder();
      if (round !== this.#round) throw namedError('AbortError', 'the photo is gone');
      const { carried = [] } = this.content;
      const sourceType = 'compositeWithTrainedAlgorithmicMedia';
      this.#session.addPicture({ ...made, pixels }, { label, modelTitle: model.title, sourceType, carried });
      this.match = match;
    });
    if (round !== this.#round) return;
    this.#endFinder();
    if (this.#session.job.state === 'done') this.#finish(this.match);
    else this.phase = { at: 'ready' };
  }

  /** Lets go of the photo, its crop and its landmarks, and ends the workers that held them. */
  drop(): void {
    this.#end();
    this.#session.content.portrait = emptyPortrait;
  }

  /** The mode is left: whatever was not to be kept goes. */
  leave(): void {
    this.#stopListening();
    this.drop();
  }

  /** @throws SafetyError when the picture check takes it for nudity: with a face, that is refused and never revealed. */
  #checked(pixels: Pixels): Promise<SafetyVerdict> {
    return this.#session.useEngine().check(pixels, true, new AbortController().signal);
  }

  #end(): number {
    this.#round++;
    this.#sampling++;
    const ended = (this.#finder ? 1 : 0) + (this.#artist ? 1 : 0);
    this.#endFinder();
    this.#artist?.terminate();
    this.#artist = undefined;
    this.phase = { at: 'empty' };
    this.trouble = undefined;
    this.nudge = noNudge;
    return ended;
  }

  #finish(match: Match | undefined): void {
    if (this.keepsPhoto) this.phase = { at: 'ready' };
    else this.drop();
    this.match = match;
  }

  /** Looks for the face in the finished picture, where the style leaves one. */
  async #lookAgain(pixels: Pixels, expected: FaceLandmarks): Promise<Match> {
    const style = styleOffers.find(({ id }) => id === this.styleId);
    if (!style?.keepsFace) return { kind: 'not-looked' };
    const found = await this.#useFinder().findFaces(pixels);
    this.#endFinder();
    return matchOf(found, expected);
  }

  async #attempt(round: number, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (round !== this.#round) return;
      const name = errorNameOf(error);
      this.#endFinder();
      const isRefused = name === 'SafetyError' && this.phase.at === 'aligning';
      if (this.#artist && this.content.preview && name !== 'WorkerCrashedError' && !isRefused)
        this.phase = { at: 'ready' };
      else this.drop();
      if (name !== 'AbortError') this.trouble = { kind: 'error', name, detail: (error as Error).message };
    }
  }

  /** For work that only adorns: if it fails, the page stays as it was. */
  async #quietly<T>(work: () => Promise<T> | undefined): Promise<T | undefined> {
    try {
      return await work();
    } catch {
      return undefined;
    }
  }

  #request(tiles: readonly Pixels[]): ArtRequest {
    const { styleId, paletteId, accessoryId, nudge, area, into } = this;
    return { styleId, paletteId, accessoryId, nudge, area, into, side: squareSide, tiles };
  }

  /** No model draws a style; but a mosaic is made of pictures that one drew, and a photo may say that one drew it. */
  #sourceType(carried: readonly CarriedMark[]): SourceType {
    const { needsTiles } = styleOffers.find(({ id }) => id === this.styleId) ?? {};
    const isDrawn =
      this.content.tiles.length > 0 ||
      this.#session.content.pictures.some((one) => one.sourceType !== 'algorithmicallyEnhanced');
    return needsTiles && isDrawn ? 'compositeWithTrainedAlgorithmicMedia' : alteredFrom(carried);
  }

  #tiles(): readonly Pixels[] {
    const pictures = this.#session.content.pictures.map(({ pixels }) => pixels);
    return makeTiles(pictures, this.content.tiles);
  }

  #change(change: Partial<PortraitContent>): void {
    this.#session.content.portrait = { ...this.content, ...change };
  }

  #useFinder(): FaceFinder {
    this.#finder ??= this.#starters.startFaceFinder({
      baseUrl: this.#session.baseUrl,
      keepModels: this.#session.keepModels,
    });
    return this.#finder;
  }

  #endFinder(): void {
    this.#finder?.terminate();
    this.#finder = undefined;
  }
}
