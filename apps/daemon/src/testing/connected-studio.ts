import type { Connection } from '@videoexpress/job-schema';
import type { ConnectionTokens } from '@videoexpress/studio';
import { type ManualClock, ScriptedLogin } from '@videoexpress/studio/testing';
import { type TestStudio, testStudio, type TestStudioOptions } from './test-studio.ts';

const callbackUri = 'http://localhost:8000/oauth/youtube/callback';

/** A studio with a service that a test scripts, and the tokens that whoever publishes would get. */
export interface ConnectedStudio extends TestStudio {
  readonly login: ScriptedLogin;
  readonly tokens: ConnectionTokens;
  /** Logs in as the scripted account, as a browser does. */
  connect(): Promise<Connection>;
}

/** Not started yet, as with `testStudio`. */
export function connectedStudio(options: TestStudioOptions = {}, login?: ScriptedLogin): ConnectedStudio {
  let made = login ?? null;
  let tokens: ConnectionTokens | null = null;
  const test = testStudio({
    ...options,
    loginServices: (clock: ManualClock) => [(made ??= new ScriptedLogin('youtube', () => clock.now()))],
    sites: (deps) => {
      tokens = deps.tokens;
      return [];
    },
  });
  if (made === null || tokens === null) throw new Error('The studio asked for no services');
  return {
    ...test,
    login: made,
    tokens,
    async connect() {
      const begun = await test.studio.connections.login.begin('youtube', callbackUri, 'browser-1');
      if (!begun.ok) throw new Error(begun.error.detail);
      const state = new URL(begun.value.authorizeUrl).searchParams.get('state') ?? '';
      const done = await test.studio.connections.login.finish('youtube', { code: 'code-1', state }, ['browser-1']);
      if (!done.ok) throw new Error(done.error.detail);
      return done.value;
    },
  };
}
