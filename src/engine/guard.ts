import type { HostConfig } from '../contract/host';
import type { ModelFile } from '../contract/model-file';
import type { Pixels } from '../contract/pixels';
import { refusal } from '../contract/refusals';
import type { OnnxRuntime } from '../runtime/onnx-network';
import { checkPicture } from '../safety/check-picture';
import { checkPrompt } from '../safety/check-prompt';
import { matcher } from '../safety/policy-matcher';
import type { SafetyVerdict } from '../contract/request';
import { helperNetwork } from './helper-network';

/**
 * Before any work: every prompt passes here, whichever screen it came from.
 * @throws SafetyError naming the rule, never the prompt.
 */
export function requireAllowed(
  { prompts, negativePrompt }: { readonly prompts: readonly string[]; readonly negativePrompt: string },
  isPhoto: boolean,
  host: HostConfig,
): void {
  for (const prompt of prompts) {
    const verdict = checkPrompt(prompt, { photo: isPhoto, negativePrompt }, host.level);
    if (!verdict.allowed) throw refusal(verdict.rule);
  }
}

/** Builds what prompts are held against, ahead of the first. */
export function readyPolicy(): void {
  matcher();
}

/** Before a picture leaves the worker. */
export interface Guard {
  /** Fetches the picture check while the first picture is made. */
  readAhead(): Promise<void>;
  /** Whether opening it would wait for no byte. */
  isHere(): boolean;
  /** Opens it before anybody asks for a picture. */
  warm(): Promise<void>;
  /** @throws SafetyError for a photo-based picture that is flagged: it is thrown away. */
  check(pixels: Pixels, isPhoto: boolean): Promise<SafetyVerdict>;
  /** For a film, in which nothing can be blurred. @throws SafetyError for any picture that is flagged. */
  require(pixels: Pixels, isPhoto: boolean): Promise<void>;
}

export function createGuard(
  host: HostConfig,
  baseUrl: string,
  runtime: Promise<OnnxRuntime>,
  read: (file: ModelFile) => Promise<Uint8Array>,
): Guard {
  const network = helperNetwork('safety', baseUrl, runtime, read);

  const guard: Guard = {
    readAhead: () => network.readAhead(),
    isHere: () => network.isHere(),
    async warm() {
      await network.open();
    },
    async check(pixels, isPhoto) {
      const { level, pictureCheck } = host;
      const options = { level, threshold: pictureCheck.threshold, photo: isPhoto };
      const { flagged, reason } = await checkPicture(await network.open(), pixels, options);
      if (flagged && isPhoto) throw refusal('nude-photo');
      return { flagged, ...(reason && { reason }) };
    },
    async require(pixels, isPhoto) {
      const { flagged } = await guard.check(pixels, isPhoto);
      if (flagged) throw refusal('explicit-film');
    },
  };
  return guard;
}
