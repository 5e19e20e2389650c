import {
  BufferTarget,
  Mp4OutputFormat,
  Output,
  Quality,
  VideoSample,
  VideoSampleSource,
  WebMOutputFormat,
} from 'mediabunny';
import { namedError } from '../contract/errors';
import { onWhite } from '../image/on-white';
import type { ClipSource } from './clip-source';
import { dropDates } from './mp4-dates';

export type VideoCodecName = 'avc' | 'vp9' | 'vp8' | 'av1';

export interface VideoSettings {
  readonly container: 'mp4' | 'webm';
  readonly codec: VideoCodecName;
  readonly bitsPerSecond: number;
  /** Written into a WebM as they are. */
  readonly tags: Readonly<Record<string, string>>;
}

/** MP4 or WebM by the browser's own encoder. @throws EncodingError; what was encoded so far is dropped. */
export async function encodeVideo(
  source: ClipSource,
  settings: VideoSettings,
  onFrame: (done: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const target = new BufferTarget();
  const format =
    settings.container === 'mp4' ? new Mp4OutputFormat({ fastStart: 'in-memory' }) : new WebMOutputFormat();
  const output = new Output({ format, target });
  const track = new VideoSampleSource({
    codec: settings.codec,
    quality: new Quality({ bitrate: settings.bitsPerSecond }),
    keyFrameInterval: 1, // players can start anywhere, and a loop restarts at once
  });
  output.addVideoTrack(track, { frameRate: source.framesPerSecond });
  if (settings.container === 'webm') output.setMetadataTags({ raw: { ...settings.tags } });
  try {
    await output.start();
    for (let i = 0; i < source.count; i++) {
      const { data, width, height } = onWhite(await source.read(i));
      const sample = new VideoSample(data, {
        format: 'RGBA',
        codedWidth: width,
        codedHeight: height,
        timestamp: i / source.framesPerSecond,
        duration: 1 / source.framesPerSecond,
      });
      try {
        await track.add(sample);
      } finally {
        sample.close();
      }
      onFrame(i + 1);
    }
    await output.finalize();
  } catch (error) {
    await output.cancel().catch(() => undefined);
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw namedError(
      'EncodingError',
      `the ${settings.codec} encoder stopped: ${error instanceof Error ? error.name : 'unknown'}`,
    );
  }
  if (!target.buffer) throw namedError('EncodingError', 'the encoder gave nothing back');
  const bytes = new Uint8Array(target.buffer);
  return settings.container === 'mp4' ? dropDates(bytes) : bytes;
}
