import { type Canary, canary, plainCanary } from './canaries.ts';

/** One value for each slot there is. The daemon must know them: the worst engine quotes them. */
export const birds = {
  environment: plainCanary('environment'),
  environmentToo: plainCanary('environment, the other'),
  envFile: plainCanary('.env'),
  envFileOldName: plainCanary('.env, old name'),
  password: plainCanary('password in an address'),
  put: canary('kept over HTTP'),
  rotated: canary('kept, then replaced'),
  removed: canary('kept, then removed'),
  beneath: canary('kept beneath the environment'),
  fromCli: canary('secrets set'),
  imported: plainCanary('import-env'),
  loginToken: plainCanary('token of a login'),
} satisfies Record<string, Canary>;
/** These were never kept, so that nobody knows them. Nothing may repeat them. */
export const refused = {
  twoLines: canary('refused: two lines'),
  broken: canary('refused: broken JSON'),
  unknown: canary('refused: no such name'),
  form: canary('refused: as a form'),
  large: canary('refused: too large'),
  wrongToken: canary('refused: as a token'),
  loginCode: plainCanary('refused: code of a login'),
  loginState: plainCanary('refused: state of a login'),
  deadToken: plainCanary('refused: a token that Instagram does not take'),
};
