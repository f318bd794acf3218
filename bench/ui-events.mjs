// How fast the page shows what happens, and whether a hundred progress events a second hold it up.
//
//   npm run build && node --conditions=source bench/ui-events.mjs [events a second, 100] [seconds, 10] [rows, 20]
//
// Two measurements in a real browser, on a real daemon:
//  1. From the daemon to the screen: a change is made over HTTP, and timed until the page has drawn it.
//  2. A stream of synthetic progress events, put in place of the page's EventSource, each timed from its arrival until
//     the frame that shows it was drawn. Long tasks of the page are counted meanwhile.
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { startTestDaemon } from '../apps/web/e2e/support/daemon.ts';

/** @param {string} text */
const print = (text) => process.stdout.write(`${text}\n`);

const [perSecond = 100, seconds = 10, rows = 20] = process.argv.slice(2).map(Number);
const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((each) => existsSync(each));

/** @param {number[]} values @param {number} share */
function percentile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN);
}

/** @param {string} what @param {number[]} values */
function line(what, values) {
  const figures = [0.5, 0.95, 0.99, 1].map((share) => String(percentile(values, share)).padStart(6));
  print(`${what.padEnd(44)}${String(values.length).padStart(7)}${figures.join('')}`);
}

/** Runs in the page: an EventSource that makes up progress of these jobs, and clocks each value until it was drawn. */
function syntheticStream({ jobs, perSecond }) {
  const bench = { sent: new Map(), latencies: [], longTasks: [] };
  Reflect.set(window, 'bench', bench);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) bench.longTasks.push(duration);
  }).observe({ entryTypes: ['longtask'] });
  addEventListener('DOMContentLoaded', () => {
    new MutationObserver((changes) => {
      const seen = changes
        .map(({ target }) => (target instanceof Element ? target.getAttribute('value') : null))
        .filter((value) => value !== null && bench.sent.has(value));
      if (seen.length === 0) return;
      // The frame after next begins once this one is on the screen.
      requestAnimationFrame(() => {
        setTimeout(() => {
          for (const value of seen) bench.latencies.push(performance.now() - bench.sent.get(value));
        });
      });
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ['value'] });
  });
  window.EventSource = class extends EventTarget {
    static CLOSED = 2;
    readyState = 1;
    constructor() {
      super();
      setTimeout(() => this.dispatchEvent(new Event('open')));
      let sent = 0;
      const start = performance.now();
      this.timer = setInterval(() => {
        const due = Math.floor(((performance.now() - start) / 1000) * perSecond);
        for (; sent < due; sent++) {
          const job = jobs[sent % jobs.length];
          const fraction = ((sent % 99_000) + 1) / 100_000;
          const version = job.version + sent + 1;
          const progress = { ...job.progress, fraction };
          bench.sent.set(String(fraction), performance.now());
          this.dispatchEvent(
            new MessageEvent('job', {
              data: JSON.stringify({ ...job, version, progress }),
              lastEventId: String(1_000_000 + sent),
            }),
          );
        }
      }, 1000 / perSecond);
    }
    close() {
      clearInterval(this.timer);
    }
  };
}

const daemon = await startTestDaemon();
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const api = await daemon.api();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(await daemon.loginLink());
  await page.getByRole('heading', { name: 'Queue' }).waitFor();

  const toScreen = [];
  const input = { prompt: 'Timed', width: 832, height: 480, num_frames: 72, fps: 24, seed: 7 };
  await api.call('pauseQueue', {});
  const made = await api.call('createJob', { body: { kind: 'text_to_video', input } });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  for (let turn = 0; turn < 40; turn++) {
    const paused = turn % 2 === 0;
    const shown = page.evaluate(
      (wanted) =>
        new Promise((resolve) => {
          const isThere = () => [...document.querySelectorAll('button')].some((each) => each.textContent === 'Resume');
          const look = () => {
            if (isThere() !== wanted) return requestAnimationFrame(look);
            return requestAnimationFrame(() => setTimeout(() => resolve(Date.now())));
          };
          look();
        }),
      !paused,
    );
    const asked = Date.now();
    await api.call(paused ? 'resumeQueue' : 'pauseQueue', {});
    toScreen.push((await shown) - asked);
  }

  const body = made.value.body;
  const jobs = Array.from({ length: rows }, (_, index) => ({
    ...body,
    id: body.id.slice(0, -2) + String(index).padStart(2, '0'),
    state: 'running',
    startedAt: body.createdAt,
    progress: { ...body.progress, fraction: 0 },
  }));
  const flood = await context.newPage();
  await flood.addInitScript(syntheticStream, { jobs, perSecond });
  await flood.addInitScript(() => Reflect.deleteProperty(window, 'BroadcastChannel'));
  await flood.route('**/api/v1/jobs?*', (route) =>
    route.fulfill({ json: { items: route.request().url().includes('queued') ? jobs : [], nextCursor: null } }),
  );
  await flood.goto(daemon.url);
  await flood.locator('progress').first().waitFor();
  const devtools = await context.newCDPSession(flood);
  await devtools.send('Performance.enable');
  const busySeconds = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    const named = Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
    return { all: named.TaskDuration, script: named.ScriptDuration };
  };
  const before = await busySeconds();
  await flood.evaluate(() => Reflect.get(window, 'bench').longTasks.splice(0));
  await flood.waitForTimeout(seconds * 1000);
  const after = await busySeconds();
  const { latencies, longTasks, sent } = await flood.evaluate(() => {
    const { latencies, longTasks, sent } = Reflect.get(window, 'bench');
    return { latencies, longTasks: longTasks.slice(), sent: sent.size };
  });

  const heads = ['p50', 'p95', 'p99', 'most'].map((word) => word.padStart(6));
  print(`${''.padEnd(44)}${'count'.padStart(7)}${heads.join('')}`);
  line('request to screen, ms', toScreen);
  line(`event to screen at ${perSecond} a second, ms`, latencies);
  print(`events sent ${sent}, drawn one by one ${latencies.length} (the others were overtaken within a frame)`);
  const share = (busy) => `${Math.round((busy / seconds) * 100)} %`;
  print(`page busy ${share(after.all - before.all)} of the time, in script ${share(after.script - before.script)}`);
  print(`long tasks over 50 ms in ${seconds} s: ${longTasks.length} (${longTasks.map(Math.round).join(', ')})`);
} finally {
  await browser.close();
  await daemon.remove();
}
