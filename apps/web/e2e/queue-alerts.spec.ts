import { type Page } from '@playwright/test';
import { queueClips } from './support/queue-tools.ts';
import { expect, test } from './support/studio-test.ts';

/** Writes down what a page would show and sound, in place of the machine it runs on. */
async function recordAlerts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const told: string[] = [];
    Reflect.set(window, 'told', told);
    class Recorded extends EventTarget {
      static permission = 'granted';
      static last: Recorded | null = null;
      constructor(title: string, options: { body: string }) {
        super();
        told.push(`${title}: ${options.body}`);
        Recorded.last = this;
      }
      close() {}
    }
    Reflect.set(window, 'Notification', Recorded);
    class HeardTone extends OscillatorNode {
      override start(when?: number) {
        told.push(`tone ${Math.round(this.frequency.value)}`);
        super.start(when);
      }
    }
    Reflect.set(window, 'OscillatorNode', HeardTone);
  });
}

async function told(pages: readonly Page[]): Promise<readonly string[]> {
  const each = await Promise.all(
    pages.map((page) =>
      page.evaluate(() => {
        const list: unknown = Reflect.get(window, 'told');
        return Array.isArray(list) ? list.map(String) : [];
      }),
    ),
  );
  return each.flat();
}

test.afterEach(async ({ api }) => {
  await api.call('patchSettings', { body: { notifications: { sound: false, desktop: false } } });
});

test('of two windows one sounds, and nobody who looks at the studio is notified', async ({ studio, api, context }) => {
  await api.call('patchSettings', { body: { notifications: { sound: true, desktop: true } } });
  const other = await context.newPage();
  for (const page of [studio, other]) {
    await recordAlerts(page);
    await page.goto(new URL('/library', studio.url()).href);
    await page
      .getByRole('main')
      .first()
      .click({ position: { x: 4, y: 4 } });
  }
  await queueClips(api, ['Soon done']);
  await expect.poll(() => told([studio, other]), { timeout: 90_000 }).toEqual(['tone 659', 'tone 880']);
});

test('who looks elsewhere is notified once, and a press leads to the job', async ({ studio, api, context }) => {
  await api.call('patchSettings', { body: { notifications: { desktop: true } } });
  const other = await context.newPage();
  for (const page of [studio, other]) {
    await recordAlerts(page);
    // Headless pages always say that they have the focus.
    await page.addInitScript(() => {
      document.hasFocus = () => false;
    });
    await page.goto(new URL('/library', studio.url()).href);
  }
  await queueClips(api, ['Soon done']);
  await expect.poll(() => told([studio, other]), { timeout: 90_000 }).toEqual(['The clip is done: Soon done']);
  const [teller] = await Promise.all(
    [studio, other].map(async (page) => ((await told([page])).length > 0 ? page : null)),
  ).then((pages) => pages.filter((page) => page !== null));
  if (teller === undefined) throw new Error('No window told of it');
  await teller.evaluate(() => {
    const recorded: unknown = Reflect.get(Reflect.get(window, 'Notification'), 'last');
    if (recorded instanceof EventTarget) recorded.dispatchEvent(new Event('click'));
  });
  await expect(teller).toHaveURL(/\/jobs\/job_/);
});

test('nothing sounds and nothing is shown unless it is wanted', async ({ studio, api }) => {
  await recordAlerts(studio);
  await studio.reload();
  await queueClips(api, ['Soon done']);
  await expect(studio.getByRole('list', { name: 'Finished' })).toContainText('Soon done', { timeout: 90_000 });
  expect(await told([studio])).toEqual([]);
});
