import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';

/** Unpacks a zip whose files are stored as they are, which is how Ephemera makes them: pictures do not get smaller. */
export async function unzip(file: string, folder: string): Promise<void> {
  const zip = await readFile(file);
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt16LE(at + 10) !== 0) throw new Error('this file of the zip is compressed');
    const [bytes, nameBytes, local] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt32LE(at + 42)];
    const name = normalize(zip.toString('utf8', at + 46, at + 46 + nameBytes));
    if (name.startsWith('..') || name.startsWith('/')) throw new Error('this file leaves its folder');
    const data = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), zip.subarray(data, data + bytes));
    at += 46 + nameBytes + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
}
