// Lighthouse of the three tabs on a daemon of its own, logged in by cookie. Lighthouse is not in the repository:
//
//   npm install --prefix /tmp/lighthouse lighthouse@13.5.0
//   npm run build && node --conditions=source bench/ui-lighthouse.mjs /tmp/lighthouse/node_modules/.bin/lighthouse
//
// CHROME_PATH names the browser. Prints a row a page, and what scored below 0.9.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startTestDaemon } from '../apps/web/e2e/support/daemon.ts';

/** @param {string} text */
const print = (text) => process.stdout.write(`${text}\n`);

const [, , lighthouse = 'lighthouse', preset = 'desktop'] = process.argv;
const folder = mkdtempSync(path.join(tmpdir(), 'videoexpress-lighthouse-'));
const daemon = await startTestDaemon();
try {
  const login = await fetch(await daemon.loginLink(), { redirect: 'manual' });
  const cookie = login.headers.getSetCookie().map((each) => each.split(';')[0]);
  const headers = path.join(folder, 'headers.json');
  writeFileSync(headers, JSON.stringify({ Cookie: cookie.join('; ') }));
  for (const page of ['/', '/library', '/settings']) {
    const report = path.join(folder, 'report.json');
    const flags = ['--quiet', '--output=json', `--output-path=${report}`, `--extra-headers=${headers}`];
    const what = ['--only-categories=performance,accessibility,best-practices', `--preset=${preset}`];
    const chrome = '--chrome-flags=--headless=new --no-sandbox --disable-gpu';
    const ended = spawnSync(lighthouse, [daemon.url + page, ...flags, ...what, chrome], { stdio: 'inherit' });
    if (ended.status !== 0) throw new Error(`Lighthouse ended with ${ended.status ?? ended.signal}`);
    const { categories, audits } = JSON.parse(readFileSync(report, 'utf8'));
    const scores = Object.values(categories).map(({ id, score }) => `${id} ${Math.round(score * 100)}`);
    print(`${page.padEnd(12)}${scores.join('  ')}  largest paint ${audits['largest-contentful-paint'].displayValue}`);
    const low = Object.values(categories).flatMap(({ auditRefs }) =>
      auditRefs.filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 0.9),
    );
    for (const { id } of low) print(`            ${id} ${audits[id].score} ${audits[id].displayValue ?? ''}`);
  }
} finally {
  await daemon.remove();
  rmSync(folder, { recursive: true });
}
