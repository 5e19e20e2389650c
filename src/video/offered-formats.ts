import { canEncodeVideo } from 'mediabunny';
import type { OfferedFormat } from '../contract/motion';
import type { VideoCodecName } from './encode-video';

interface Asked {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
}

/** What this browser can write, best first. GIF, APNG and zip need nothing from it and are always there. */
export async function offeredFormats({ width, height, framesPerSecond }: Asked): Promise<OfferedFormat[]> {
  const first = async (codecs: readonly VideoCodecName[]) => {
    if (!('VideoEncoder' in globalThis)) return undefined;
    for (const codec of codecs) {
      if (await canEncodeVideo(codec, { width, height, frameRate: framesPerSecond })) return codec;
    }
    return undefined;
  };
  const avc = await first(['avc']);
  const webm = await first(['vp9', 'vp8', 'av1']);
  return [
    ...(avc ? [{ format: 'mp4', codec: avc } as const] : []),
    ...(webm ? [{ format: 'webm', codec: webm } as const] : []),
    { format: 'gif', codec: 'gif' },
    ...((await writesWebp()) ? [{ format: 'webp', codec: 'webp' } as const] : []),
    { format: 'apng', codec: 'png' },
    { format: 'zip', codec: 'png' },
  ];
}

async function writesWebp(): Promise<boolean> {
  if (!('OffscreenCanvas' in globalThis)) return false;
  const canvas = new OffscreenCanvas(1, 1);
  canvas.getContext('2d');
  return (await canvas.convertToBlob({ type: 'image/webp' })).type === 'image/webp';
}
