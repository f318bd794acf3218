import { lstatSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { assetSchema } from '@videoexpress/job-schema';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AttackedDaemon, startAttackedDaemon } from '../../testing/abuse/attacked-daemon.ts';
import { codeOf } from '../../testing/abuse/careful-answer.ts';
import { fixture } from '../../testing/abuse/hostile-pictures.ts';
import { asWire, converse, request, withBody } from '../../testing/abuse/wire.ts';

let daemon: AttackedDaemon;
beforeAll(async () => {
  daemon = await startAttackedDaemon({ umask: '000' });
});
afterAll(() => daemon.end());

it('names of uploads name nothing on the disk; ranges are read as one; every file is this user’s alone', async () => {
  const names = [
    '../../../x.png',
    'C:\\x.png',
    'CON',
    `${'a'.repeat(300)}.png`,
    '\u202egnp.exe',
    'a%0d%0aSet-Cookie: a=b',
    '.',
    '..',
    '.env',
    '.videoexpress.db',
    'NUL.png',
    'COM1',
    'aux.',
    'x.png::$DATA',
    `${'\u{1f98a}'.repeat(1000)}.png`,
  ];
  let id = '';
  for (const name of names) {
    const head = `--b\r\nContent-Disposition: form-data; name="file"; filename="${asWire(name)}"\r\n\r\n`;
    const body = `${head}${asWire(fixture('plain.png'))}\r\n--b--\r\n`;
    const line = 'POST /api/v1/assets HTTP/1.1';
    const bytes = withBody(line, [daemon.host, daemon.bearer], 'multipart/form-data; boundary=b', body);
    const { answers } = await converse(daemon.port, bytes, { forMs: 60_000, answers: 1 });
    expect([name, [200, 201].includes(answers[0]?.status ?? 0)]).toEqual([name, true]);
    id = assetSchema.parse(JSON.parse(answers[0]?.body ?? '')).id;
  }
  const ranges = [
    'bytes=0-0,1-1',
    'bytes=5-2',
    'bytes=-0',
    `bytes=${'9'.repeat(400)}-`,
    `bytes=${'0-1,'.repeat(2000)}0-1`,
    'bytes=-1',
    'lines=1-2',
  ];
  for (const range of ranges) {
    const asked = request(`GET /api/v1/assets/${id}/content?download=1 HTTP/1.1`, [
      daemon.host,
      daemon.bearer,
      `Range: ${range}`,
    ]);
    const { answers } = await converse(daemon.port, asked);
    expect([range.slice(0, 30), [200, 206, 416].includes(answers[0]?.status ?? 0)]).toEqual([range.slice(0, 30), true]);
    expect(answers[0]?.headers.has('set-cookie')).toBe(false);
    expect(answers[0]?.headers.get('content-type') ?? '').not.toMatch(/multipart|html/);
  }
  const files = readdirSync(daemon.root, { recursive: true, withFileTypes: true });
  const own = files.find(({ name }) => name.includes(id) && name.endsWith('.png'));
  const file = join(own?.parentPath ?? '', own?.name ?? '');
  const wanted = [join(daemon.root, 'state', 'token'), '/etc/passwd', '/dev/zero', '/proc/self/environ', file];
  const ask = request(`GET /api/v1/assets/${id}/content HTTP/1.1`, [daemon.host, daemon.bearer]);
  expect((await converse(daemon.port, ask)).answers[0]?.status).toBe(200);
  renameSync(file, `${file}.kept`);
  for (const target of wanted) {
    symlinkSync(target, file);
    expect([target, codeOf((await converse(daemon.port, ask)).answers[0])]).toEqual([target, '404 not_found']);
    rmSync(file);
  }
  renameSync(`${file}.kept`, file);
  const wide = readdirSync(daemon.root, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => (lstatSync(path).mode & 0o077) !== 0);
  expect(wide).toEqual([]);
}, 120_000);
