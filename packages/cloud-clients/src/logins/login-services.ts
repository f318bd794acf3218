import type { LoginService } from '@videoexpress/studio';
import { createGoogleLogin, type LoginParts } from './google-login.ts';
import { createInstagramLogin } from './instagram-login.ts';

/** Every service that a person can log in at. A new one is a line here. */
export function createLoginServices(parts: LoginParts): readonly LoginService[] {
  return [createGoogleLogin(parts), createInstagramLogin(parts)];
}
