import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { type Dirent, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';

export interface S3ServerOptions {
  /** The rclone program; left out, what VIDEOEXPRESS_RCLONE names. `npm run test:all` installs it and sets that. */
  readonly program?: string;
}

/** A real S3 server on loopback with one bucket, its own keys and a fresh folder. It checks every signature. */
export interface S3Server {
  readonly endpoint: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Names of the files in the bucket's folder, also of those that an unfinished upload left. */
  files(): readonly string[];
  /** Keys of what the bucket holds, sorted. */
  keys(): readonly string[];
  /** What lies under a key. Throws where there is nothing. */
  read(key: string): Buffer;
  /** Takes an object away, as somebody else might who has the bucket. */
  remove(key: string): void;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again on the same port, with what it had. */
  restart(): Promise<void>;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

const startMs = 20_000;

/** Starts `rclone serve s3`; throws where it does not come up. */
export async function startS3Server(options: S3ServerOptions = {}): Promise<S3Server> {
  const program = options.program ?? process.env['VIDEOEXPRESS_RCLONE'];
  if (program === undefined)
    throw new Error('VIDEOEXPRESS_RCLONE names no rclone. Run these tests by npm run test:all');
  const root = mkdtempSync(join(tmpdir(), 'videoexpress-s3-'));
  const served = join(root, 'served');
  const bucket = 'clips';
  const folder = join(served, bucket);
  const config = join(root, 'rclone.conf');
  const accessKeyId = `AKIA${randomBytes(8).toString('hex').toUpperCase()}`;
  const secretAccessKey = randomBytes(20).toString('hex');
  mkdirSync(folder, { recursive: true });
  writeFileSync(config, '');
  let running = await start('127.0.0.1:0');

  function start(address: string): Promise<{ readonly child: ChildProcess; readonly endpoint: string }> {
    const keys = `${accessKeyId},${secretAccessKey}`;
    const flags = ['serve', 's3', '--config', config, '--addr', address, '--auth-key', keys, served];
    const child = spawn(program ?? '', flags, { stdio: ['ignore', 'ignore', 'pipe'] });
    return new Promise((resolve, reject) => {
      let said = '';
      const late = setTimeout(() => reject(new Error(`rclone did not start: ${said}`)), startMs);
      child.once('error', reject);
      child.once('exit', () => reject(new Error(`rclone ended: ${said}`)));
      child.stderr.on('data', (chunk: Buffer) => {
        said = (said + chunk.toString('utf8')).slice(-10_000);
        const endpoint = /Starting s3 server on \[(http:\/\/127\.0\.0\.1:\d+)\//.exec(said)?.[1];
        if (endpoint === undefined) return;
        clearTimeout(late);
        child.removeAllListeners('exit');
        resolve({ child, endpoint });
      });
    });
  }

  async function kill(): Promise<void> {
    const { child } = running;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  const { endpoint } = running;
  return {
    endpoint,
    bucket,
    accessKeyId,
    secretAccessKey,
    files: () => readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap(nameOfFile),
    keys: () => readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap(keyOfFile).toSorted(),
    read: (key) => readFileSync(join(folder, key)),
    remove: (key) => rmSync(join(folder, key)),
    kill,
    async restart() {
      await kill();
      running = await start(new URL(endpoint).host);
    },
    async stop() {
      await kill();
      rmSync(root, { recursive: true, force: true });
    },
  };

  function keyOfFile(entry: Dirent): string[] {
    return entry.isFile() ? [relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/')] : [];
  }
}

function nameOfFile(entry: { readonly name: string; isFile(): boolean }): string[] {
  return entry.isFile() ? [entry.name] : [];
}
