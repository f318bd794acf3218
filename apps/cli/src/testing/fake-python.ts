import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What a Python is asked and told by `worker start`, played by a program for Node: its version, `-m venv`, `-m pip`, torch, and the
 * worker itself, which writes the lines of the real one and leaves what it was started with in `started.json`, beside the folder
 * that it works in.
 */
const program = `
const { chmodSync, copyFileSync, mkdirSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const self = process.argv[1];
const [flag, what, ...rest] = process.argv.slice(2);
const { PIP_FAKE, VX_FAKE, VX_FAKE_TORCH, RUNPOD_AI_API_KEY } = process.env;
if (flag === '-c' && what.includes('ensurepip')) {
  const version = VERSION;
  console.log(JSON.stringify({ path: self, version, makesVenv: MAKES_VENV, tag: 'cpython-' + version.join('.') + '-x86_64' }));
} else if (flag === '-c') {
  if (VX_FAKE_TORCH === 'missing') {
    console.error("ModuleNotFoundError: No module named 'torch'");
    process.exit(1);
  }
  console.log(VX_FAKE_TORCH ?? 'True');
} else if (what === 'venv') {
  mkdirSync(join(rest[0], 'bin'), { recursive: true });
  copyFileSync(self, join(rest[0], 'bin', 'python'));
  chmodSync(join(rest[0], 'bin', 'python'), 0o700);
} else if (what === 'pip') {
  console.log('Collecting torch==2.13.0');
  console.log('  Downloading torch-2.13.0-cp312-cp312-manylinux_2_28_x86_64.whl (887.9 MB)');
  if (PIP_FAKE === 'fails') {
    console.error('ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device');
    process.exit(1);
  }
  if (PIP_FAKE === 'hangs') setInterval(() => undefined, 1000);
  else console.log('Installing collected packages: torch');
} else {
  const line = (event, more) => console.error(JSON.stringify({ time: '', event, ...more }));
  writeFileSync(join(dirname(process.cwd()), 'started.json'), JSON.stringify({ argv: process.argv, env: process.env, pid: process.pid }));
  line('worker starts', { version: '0.1.0' });
  if (VX_FAKE === 'renders') line('job begins', { job_id: 'a', model: 'wan2.2-ti2v-5b' });
  if (VX_FAKE === 'tells') console.log('ERROR | the key is ' + RUNPOD_AI_API_KEY);
  if (VX_FAKE !== 'stubborn') process.on('SIGTERM', () => process.exit(0));
  else process.on('SIGTERM', () => line('worker is stubborn'));
  process.stdin.on('end', () => process.exit(1)).resume();
}
`;

/** Puts one into a folder, under a name as `python3.12`. */
export function writeFakePython(
  folder: string,
  name: string,
  {
    version = [3, 12, 4],
    makesVenv = true,
  }: { readonly version?: readonly number[]; readonly makesVenv?: boolean } = {},
): string {
  const text = program.replace('VERSION', JSON.stringify(version)).replace('MAKES_VENV', String(makesVenv));
  return writeProgram(folder, name, text);
}

/** And a tool of a card's driver, which lists one card. */
export function writeFakeNvidiaSmi(folder: string, driver = '580.95.05'): string {
  return writeProgram(folder, 'nvidia-smi', `console.log('0, GPU-1234, NVIDIA GeForce RTX 4090, 24564, ${driver}');\n`);
}

function writeProgram(folder: string, name: string, text: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, `#!${process.execPath}\n${text}`, { mode: 0o700 });
  return path;
}
