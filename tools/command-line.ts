import { parseArgs, type ParseArgsConfig } from 'node:util';

/** What was typed, that the command cannot make sense of; its message ends with how the command is used. */
export class UsageError extends Error {
  constructor(what: string, usage: string) {
    super(`${what}\n${usage}`);
  }
}

/** A command's arguments. `--help` prints how it is used, and ends it. @throws UsageError */
export function readArguments<T extends ParseArgsConfig>(usage: string, config: T): ReturnType<typeof parseArgs<T>> {
  const typed = config.args ?? process.argv.slice(2);
  if (typed.includes('--help') || typed.includes('-h')) {
    console.log(usage);
    process.exit();
  }
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError((error as Error).message, usage); // parseArgs throws nothing else
  }
}
