import { describe, expect, it } from 'vitest';
import { type DaemonOptions, daemonArguments, parseDaemonArguments } from './daemon-options.ts';

const plain: DaemonOptions = {
  port: 8123,
  dataDir: null,
  host: null,
  exposed: false,
  solo: false,
  consoleLog: 'none',
  devOrigin: null,
  workerListen: null,
};
const everything: DaemonOptions = {
  port: 0,
  dataDir: '/home/somebody/a studio',
  host: '0.0.0.0',
  exposed: true,
  solo: true,
  consoleLog: 'json',
  devOrigin: 'http://localhost:3000',
  workerListen: '[::1]:8124',
};

describe('the arguments of the daemon', () => {
  it.each([plain, everything])('are read as they were written', (options) => {
    expect(parseDaemonArguments(daemonArguments(options))).toEqual(options);
  });

  it.each([['--port', 'eighty'], ['--data-dir', 'here'], ['--console-log', 'loud'], ['--what']])(
    '%s %s is not understood',
    (...args) => {
      expect(parseDaemonArguments(args)).toBeNull();
    },
  );
});
