import { existsSync } from 'node:fs';

/** The system's Chromium; `CHROMIUM_PATH` names another. */
export function findChromium(): string {
  const candidates = [
    process.env['CHROMIUM_PATH'],
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  const found = candidates.find((path) => path !== undefined && existsSync(path));
  if (found === undefined) {
    throw new Error(
      'No Chromium found. Get one with: apt-get update && apt-get install -y chromium (or set CHROMIUM_PATH).',
    );
  }
  return found;
}
