import { describe, expect, it } from 'vitest';
import { plainPage } from './plain-page.ts';

describe('a plain page', () => {
  it('shows text as text, and backticks as code', () => {
    const html = plainPage('<b>"A" & \'B\'</b>', ['Run `videoexpress <open>`.', '<script>alert(1)</script>']);
    expect(html).toContain('<h1>&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;</h1>');
    expect(html).toContain('<p>Run <code>videoexpress &lt;open&gt;</code>.</p>');
    expect(html).not.toContain('<script');
  });
});
