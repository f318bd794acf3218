/** A browser as far as a login needs one: it follows redirects, keeps cookies and sends forms. */
class FormBrowser {
  readonly #cookies = new Map<string, string>();

  async go(url: string, form?: Readonly<Record<string, string>>): Promise<Response> {
    const response = await fetch(url, {
      method: form === undefined ? 'GET' : 'POST',
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
      headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      redirect: 'manual',
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    return response;
  }
}

/**
 * Goes through the pages of the stand-in as a person does who logs in and agrees. Answers with the address that the browser
 * is sent back to, which is not opened; null where the stand-in showed an error instead.
 */
export async function passGoogleLogin(authorizeUrl: string, login: string): Promise<URL | null> {
  const browser = new FormBrowser();
  const { origin } = new URL(authorizeUrl);
  let url = authorizeUrl;
  for (let steps = 0; steps < 12; steps += 1) {
    const response = await browser.go(url);
    const location = response.headers.get('location');
    if (location !== null) {
      const next = new URL(location, url);
      if (next.origin !== origin) return next;
      url = next.href;
      continue;
    }
    const text = await response.text();
    const prompt = /name="prompt" value="(\w+)"/.exec(text)?.[1];
    if (response.status !== 200 || prompt === undefined) return null;
    const action = /action="([^"]+)"/.exec(text)?.[1] ?? url;
    const sent = await browser.go(new URL(action, url).href, { prompt, login, password: 'any' });
    url = new URL(sent.headers.get('location') ?? '', url).href;
  }
  return null;
}
