import { createHash } from 'node:crypto';
import type { BuildManifest } from '../../src/contract/build-manifest.ts';
import { responseHeaders } from '../headers.ts';

/**
 * The build manifest in the two forms that browsers' transparency tools take, both drafts when this was written (November
 * 2026): WAICT (draft-waict-integrity-v2, 2026-04-15) and WEBCAT (webcat-cli 2026). A log has to sign them: that is the
 * host's part.
 */

const base64url = (sha256: string) => Buffer.from(sha256, 'hex').toString('base64url');
const isWasm = (path: string) => path.endsWith('.wasm');

export interface WaictFile {
  /** Where it is served, as `application/waict-integrity-manifest`. */
  readonly path: string;
  readonly body: string;
  /** The response header of the page that names it. `max-age=0`: no log has proved it, so it binds nobody afterwards. */
  readonly header: string;
}

/** `address`: of the copy, with a slash at its end. The draft's keys are URLs in the form in which a browser writes them. */
export function waictManifest({ files }: BuildManifest, address: string): WaictFile {
  const hashes = files.map(({ path, sha256 }) => [new URL(path, address).href, base64url(sha256)]);
  const index = files.find(({ path }) => path === 'index.html');
  if (!index) throw new Error('The build has no index.html.');
  const manifest = {
    hashes: Object.fromEntries([[new URL(address).href, base64url(index.sha256)], ...hashes]),
    wasm_hashes: wasmHashes(files),
  };
  const body = `${JSON.stringify(manifest)}\n\n`; // the second line is the log's proof: none
  const name = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  const path = `/.well-known/waict/manifests/ephemera_${name}`;
  return { path, body, header: `Integrity-Policy-WAICT-v1: max-age=0, mode=enforce, manifest="${path}"` };
}

export interface WebcatManifest {
  readonly manifest: {
    readonly app: string;
    readonly version: string;
    readonly default_csp: string;
    readonly files: Readonly<Record<string, string>>;
    readonly default_index: string;
    readonly default_fallback: string;
    readonly wasm: readonly string[];
    readonly extra_csp: Readonly<Record<string, string>>;
  };
}

/** Unsigned: `webcat manifest sign` adds the signatures. `app`: where the source is; `version`: the tag that was built. */
export function webcatManifest({ files }: BuildManifest, app: string, version: string): WebcatManifest {
  return {
    manifest: {
      app: new URL(app).href,
      version,
      default_csp: responseHeaders()['Content-Security-Policy']!, // always among them
      files: Object.fromEntries(
        files.filter(({ path }) => !isWasm(path)).map(({ path, sha256 }) => [`/${path}`, base64url(sha256)]),
      ),
      default_index: 'index.html',
      default_fallback: '/index.html',
      wasm: wasmHashes(files),
      extra_csp: {},
    },
  };
}

function wasmHashes(files: BuildManifest['files']): string[] {
  return [...new Set(files.filter(({ path }) => isWasm(path)).map(({ sha256 }) => base64url(sha256)))].sort();
}
