import { copyFileSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { sha256Of } from '../build/files-of.ts';
import { downloadFile, MissingError, type DownloadOptions, type Downloaded } from './download.ts';
import type { ReadBytes } from '../../src/models/onnx-outline.ts';

/** A folder or a base address from which a model's files come. */
export interface ModelSource {
  /** For the manifest and for messages. A folder's own path is nobody's business: it is left out. */
  readonly label: string;
  /** A small file as text; undefined when the source does not have it. */
  readText(path: string): Promise<string | undefined>;
  /** Random access to a file; undefined when the source does not have it. */
  openFile(path: string): Promise<{ readonly bytes: number; readonly read: ReadBytes } | undefined>;
  /** Brings a file to `target`. @throws MissingError when the source does not have it. */
  fetchFile(path: string, target: string, options: DownloadOptions): Promise<Downloaded>;
}

/** @throws when it is neither a folder nor an address. */
export function openSource(source: string, workFolder: string): ModelSource {
  if (/^https?:\/\//.test(source)) return addressSource(source, workFolder);
  if (existsSync(source) && statSync(source).isDirectory()) return folderSource(resolve(source));
  throw new Error(
    `"${source}" is neither a folder, nor an address (https://…), nor a known name. Known names: npm run models -- list`,
  );
}

function folderSource(root: string): ModelSource {
  const fileAt = (path: string) => {
    const file = resolve(root, path);
    if (!file.startsWith(root + sep)) throw new Error(`${path} points out of the source's folder.`);
    return existsSync(file) && statSync(file).isFile() ? file : undefined;
  };
  return {
    label: 'a folder of this host',
    async readText(path) {
      const file = fileAt(path);
      return file === undefined ? undefined : readFileSync(file, 'utf8');
    },
    async openFile(path) {
      const file = fileAt(path);
      return file === undefined ? undefined : { bytes: statSync(file).size, read: readerOf(file) };
    },
    async fetchFile(path, target, { sha256: expected, onProgress }) {
      const file = fileAt(path);
      if (file === undefined) throw new MissingError(`${path} is not in the folder.`);
      const sha256 = await sha256Of(file);
      if (expected !== undefined && expected !== sha256) {
        throw new Error(`${path}: its SHA-256 is ${sha256}, but ${expected} is promised. Refused.`);
      }
      mkdirSync(dirname(target), { recursive: true });
      rmSync(target, { force: true });
      try {
        linkSync(file, target);
      } catch {
        copyFileSync(file, target); // another file system
      }
      const bytes = statSync(target).size;
      onProgress?.(bytes, bytes);
      return { bytes, sha256 };
    },
  };
}

/** Reads parts of a local file. */
function readerOf(file: string): ReadBytes {
  return async (offset, length) => {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  };
}

function addressSource(address: string, workFolder: string): ModelSource {
  const base = rawAddress(address);
  const urlOf = (path: string) => new URL(path.split('/').map(encodeURIComponent).join('/'), base).href;
  return {
    label: base,
    async readText(path) {
      // Through the same download as everything: a page in place of a configuration is refused, a break is mended.
      const target = join(workFolder, 'configurations', path);
      try {
        await downloadFile(urlOf(path), target);
      } catch (error) {
        if (error instanceof MissingError) return undefined;
        throw error;
      }
      return readFileSync(target, 'utf8');
    },
    async openFile(path) {
      const response = await fetch(urlOf(path), { headers: { Range: 'bytes=0-0', 'Accept-Encoding': 'identity' } });
      await response.body?.cancel();
      if (response.status === 206) {
        const total = Number(/\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1] ?? NaN);
        if (!Number.isNaN(total)) return { bytes: total, read: remoteReader(urlOf(path), path) };
      }
      // A host that gives no parts of files (or an empty file, or an error): the download says what it is.
      const target = join(workFolder, path);
      try {
        const { bytes } = await downloadFile(urlOf(path), target);
        return { bytes, read: readerOf(target) };
      } catch (error) {
        if (error instanceof MissingError) return undefined;
        throw error;
      }
    },
    fetchFile: (path, target, options) => downloadFile(urlOf(path), target, options),
  };
}

/** The page of a repository on the hub, as people copy it, is not where its files are. */
function rawAddress(address: string): string {
  const page = /^(https:\/\/huggingface\.co\/[^/]+\/[^/]+)(?:\/tree\/([^/]+))?\/?$/.exec(address);
  if (page) return `${page[1]}/resolve/${page[2] ?? 'main'}/`;
  return address.endsWith('/') ? address : `${address}/`;
}

function remoteReader(url: string, path: string): ReadBytes {
  return async (offset, length) => {
    const headers = { Range: `bytes=${offset}-${offset + length - 1}`, 'Accept-Encoding': 'identity' };
    for (let attempt = 1; ; attempt++) {
      try {
        const response = await fetch(url, { headers, signal: AbortSignal.timeout(60_000) });
        if (response.status === 206) return new Uint8Array(await response.arrayBuffer());
        throw new Error(`the host answered ${response.status} to a request for a part`);
      } catch (error) {
        if (attempt === 3) throw new Error(`${path}: ${(error as Error).message}`, { cause: error }); // fetch throws Errors
      }
    }
  };
}
