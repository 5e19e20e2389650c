import { policies } from '../src/ui/policies/en.ts';
import { limits, promises, rights } from '../src/ui/policies/promises.ts';

const begin = (name: string) => `<!-- ${name}: written by \`npx tsx tools/privacy.ts\` from src/ui/policies/ -->`;
const end = (name: string) => `<!-- /${name} -->`;

/** The parts of PRIVACY.md that the app's own pages say too: name to text. */
function privacyBlocks(): Readonly<Record<string, string>> {
  const code = (paths: readonly string[]) => paths.map((path) => `\`${path}\``).join(', ');
  return {
    promises: [
      '| promise | kept by | proved by |',
      '| --- | --- | --- |',
      ...promises.map(
        ({ id, keptBy, provedBy }) => `| ${policies.promises[id]} | ${code(keptBy)} | ${code(provedBy)} |`,
      ),
    ].join('\n'),
    limits: limits.map((id) => `- ${policies.limits[id]}`).join('\n'),
    rights: rights.map((id) => `- ${policies.rightTexts[id]}`).join('\n'),
  };
}

/** @throws when a block's place is not in the text */
export function withPrivacyBlocks(text: string): string {
  return Object.entries(privacyBlocks()).reduce((result, [name, block]) => {
    const [from, to] = [result.indexOf(begin(name)), result.indexOf(end(name))];
    if (from < 0 || to < from) throw new Error(`PRIVACY.md has no place for ${name}.`);
    return `${result.slice(0, from)}${begin(name)}\n${block}\n${result.slice(to)}`;
  }, text);
}
