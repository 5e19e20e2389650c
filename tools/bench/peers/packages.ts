import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** What Ephemera is compared with. Fetched when a comparison is asked for: they are no part of the app, nor of its CI. */
const versions = { 'onnxruntime-node': '1.30.0', 'web-txt2img': '0.3.1' } as const;

export type PeerPackage = keyof typeof versions;

/** The folder of a peer's package, installed where it is missing. No package runs code when it is installed. */
export async function peerPackage(name: PeerPackage): Promise<string> {
  const root = resolve('.cache', 'peers');
  const folder = join(root, 'node_modules', name);
  if (!existsSync(folder)) {
    const all = Object.entries(versions).map(([one, version]) => `${one}@${version}`);
    const quiet = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', '--save-exact'];
    await promisify(execFile)('npm', ['install', '--prefix', root, ...quiet, ...all]);
  }
  return folder;
}
