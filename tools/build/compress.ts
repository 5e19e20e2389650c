import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip, gzipSync } from 'node:zlib';
import { filesOf, sha256Of } from './files-of.ts';

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

const smallestBytes = 1024;
/** Brotli's best quality costs over 3 s a MB; quality 6 gives up 15 % of a wasm file and costs 0.1 s a MB (measured). */
const bestQualityBytes = 2 ** 20;
/** Above this a file is weights of a large model: compressing it costs a host more than it saves. */
const largestBytes = 64 * 2 ** 20;
/** A copy that saves less than this share is not worth a second file. */
const worthwhile = 0.9;

/**
 * Writes `.br` and `.gz` beside each file that shrinks. Results are kept by content in `cacheFolder`, so that a second
 * build does not compress 40 MB of wasm again.
 */
export async function compressFolder(dist: string, cacheFolder: string): Promise<void> {
  mkdirSync(cacheFolder, { recursive: true });
  for (const path of filesOf(dist)) {
    const file = join(dist, path);
    if (isHostFile(path) || !mayShrink(path, statSync(file).size)) continue;
    const hash = await sha256Of(file);
    for (const [suffix, compress] of [
      ['.br', compressBrotli],
      ['.gz', (bytes: Buffer) => gzipped(bytes, { level: 9 })],
    ] as const) {
      const cached = join(cacheFolder, hash + suffix);
      if (!existsSync(cached)) await compressTo(cached, readFileSync(file), compress);
      rmSync(file + suffix, { force: true });
      if (statSync(cached).size > 0) copyFileSync(cached, file + suffix);
    }
  }
}

/** An empty file in the cache remembers that the content does not shrink. */
async function compressTo(cached: string, bytes: Buffer, compress: (bytes: Buffer) => Promise<Buffer>): Promise<void> {
  const result = sampleShrinks(bytes) ? await compress(bytes) : undefined;
  writeFileSync(`${cached}.part`, result && result.length < bytes.length * worthwhile ? result : '');
  renameSync(`${cached}.part`, cached);
}

/** A quick look at three places of a large file saves the minute that weights, which are noise, would take in vain. */
function sampleShrinks(bytes: Buffer): boolean {
  if (bytes.length < bestQualityBytes) return true;
  const length = 2 ** 16;
  const starts = [0.25, 0.5, 0.75].map((share) => Math.floor(bytes.length * share));
  const sample = Buffer.concat(starts.map((start) => bytes.subarray(start, start + length)));
  return gzipSync(sample).length < sample.length * worthwhile;
}

function compressBrotli(bytes: Buffer): Promise<Buffer> {
  return brotli(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: bytes.length < bestQualityBytes ? constants.BROTLI_MAX_QUALITY : 6,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    },
  });
}

function mayShrink(path: string, bytes: number): boolean {
  return (
    bytes >= smallestBytes && bytes <= largestBytes && !/\.(br|gz|png|jpg|jpeg|webp|woff2|mp4|webm|task)$/.test(path)
  );
}

/** Files for the host's own software, which visitors do not get. */
function isHostFile(path: string): boolean {
  return /^(_headers|\.htaccess|vercel\.json|staticwebapp\.config\.json)$/.test(path);
}
