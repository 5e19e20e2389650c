// Draws one icon set's artwork to raw 256 px RGBA, and writes emojibase's list of subjects.
// usage: node raster.mjs subjects OUT.json | node raster.mjs PACKAGE SUBJECTS.json OUT
// resvg 2.6.2 aborts the whole process on a few icons, so a child draws and is restarted past the one it died on.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.join(process.cwd(), 'package.json'));
const SIZE = 256;
const [command, subjectsFile, out, start] = process.argv.slice(2);
const bare = (hex) => hex.toLowerCase().replaceAll('-fe0f', '');
const plain = (name) => name.toLowerCase().replaceAll('&', 'and').replaceAll(/[^a-z0-9]|skin.tone$/g, '');

if (command === 'subjects') {
  const { groups, subgroups } = require('emojibase-data/meta/groups.json');
  const subjects = require('emojibase-data/en/data.json')
    .filter((entry) => entry.group !== undefined)
    .map((entry) => ({
      id: bare(entry.hexcode),
      name: entry.label,
      tags: entry.tags ?? [],
      group: groups[entry.group],
      subgroup: subgroups[entry.subgroup],
      gendered: entry.gender !== undefined,
      skins: (entry.skins ?? []).filter(({ tone }) => typeof tone === 'number').map((skin) => [bare(skin.hexcode), skin.tone, skin.label]),
    }));
  fs.writeFileSync(subjectsFile, JSON.stringify(subjects));
} else if (start === undefined) {
  for (const suffix of ['.rgba', '.ids', '.at']) fs.rmSync(out + suffix, { force: true });
  for (let next = 0; ; ) {
    const child = spawnSync('node', [process.argv[1], command, subjectsFile, out, String(next)], { encoding: 'utf8' });
    if (child.status === 0) break;
    if (!fs.existsSync(`${out}.at`)) throw new Error(child.stderr);
    next = Number(fs.readFileSync(`${out}.at`, 'utf8')) + 1;
    console.log(`${command}: the rasteriser aborted; going on from subject ${next}`);
  }
} else {
  draw(Number(start));
}

function draw(start) {
  const { Resvg } = require('@resvg/resvg-js');
  const set = require(`${command}/icons.json`);
  const names = new Map(Object.entries(require(`${command}/chars.json`)).map(([hex, name]) => [bare(hex), name]));
  const named = new Map(Object.keys({ ...set.icons, ...set.aliases }).map((name) => [plain(name), name]));
  const pixels = fs.openSync(`${out}.rgba`, 'a');
  const ids = fs.openSync(`${out}.ids`, 'a');
  const subjects = JSON.parse(fs.readFileSync(subjectsFile, 'utf8'));
  for (const [i, { id, name: label }] of subjects.entries()) {
    if (i < start) continue;
    fs.writeFileSync(`${out}.at`, String(i));
    const name = names.size > 0 ? names.get(id) : named.get(plain(label)); // some sets have no codes
    const icon = set.icons[name] ?? set.icons[set.aliases?.[name]?.parent];
    if (!icon) continue;
    const box = [icon.left ?? 0, icon.top ?? 0, icon.width ?? set.width ?? 16, icon.height ?? set.height ?? 16];
    const svg =
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ` +
      `width="${SIZE}" height="${SIZE}" viewBox="${box.join(' ')}">${icon.body}</svg>`;
    const image = new Resvg(svg, { fitTo: { mode: 'width', value: SIZE } }).render();
    if (image.width !== SIZE || image.height !== SIZE) continue;
    fs.writeSync(pixels, image.pixels);
    fs.writeSync(ids, `${id}\n`);
  }
}
