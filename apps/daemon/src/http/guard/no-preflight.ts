import type { GuardRule } from './guard-rule.ts';

/** No other origin is ever allowed anything, so there is nothing to ask for beforehand. */
export const noPreflight: GuardRule = ({ method }) =>
  method === 'OPTIONS' ? { code: 'forbidden_origin', detail: 'The daemon shares nothing with other origins.' } : null;
