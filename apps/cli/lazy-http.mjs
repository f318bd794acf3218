const namespace = 'lazy-http';

/**
 * Takes `node:http` from `process.getBuiltinModule` where the sources import it. An import reads every export of a module
 * to bind it, and `node:http` has some that load the whole of fetch when they are read: 35 ms instead of 4, at every start
 * of a program that needs none of it.
 * @type {import('esbuild').Plugin}
 */
export const lazyHttp = {
  name: 'lazy-http',
  setup(build) {
    build.onResolve({ filter: /^(node:)?http$/ }, ({ kind }) =>
      kind === 'import-statement' ? { path: 'node:http', namespace, sideEffects: false } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace }, () => ({
      contents: "module.exports = process.getBuiltinModule('node:http');",
    }));
  },
};
