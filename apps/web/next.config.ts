import path from 'node:path';
import type { NextConfig } from 'next';
import { PHASE_DEVELOPMENT_SERVER } from 'next/constants.js';

/** What belongs to the daemon; everything else of the origin is the page. */
const daemonPaths = ['/api/:path*', '/healthz', '/login'];

const withoutApiProse = path.join(import.meta.dirname, 'build-steps/without-api-prose.mjs');
const withoutRequestSchemas = path.join(import.meta.dirname, 'build-steps/without-request-schemas.mjs');
const withoutStringFormats = path.join(import.meta.dirname, 'build-steps/without-string-formats.mjs');
const withPureSchemas = path.join(import.meta.dirname, 'build-steps/with-pure-schemas.mjs');
const withoutOwnWords = path.join(import.meta.dirname, 'build-steps/without-own-words.mjs');
const withoutJsonSchema = path.join(import.meta.dirname, 'build-steps/without-json-schema.mjs');

/**
 * A build is a static export that the daemon serves. In development Next serves the page itself and hands the daemon's
 * paths on to it, so the browser sees one origin either way. An export cannot have rewrites, hence the function.
 */
export default function config(phase: string): NextConfig {
  const shared: NextConfig = {
    reactStrictMode: true,
    // `npm test` checks the types, of the browser tests too; whoever only starts the studio need not wait for it.
    typescript: { ignoreBuildErrors: true },
    transpilePackages: ['@videoexpress/job-schema'],
    turbopack: {
      root: path.join(import.meta.dirname, '../..'),
      rules: {
        '**/zod/v4/core/json-schema-processors.js': { loaders: [withoutJsonSchema] },
        '**/zod/v4/core/to-json-schema.js': { loaders: [withoutJsonSchema] },
        '**/zod/v4/classic/schemas.js': { loaders: [withoutStringFormats] },
        '**/zod/v4/locales/en.js': { loaders: [withoutOwnWords] },
        '**/packages/job-schema/src/**/*.ts': { loaders: [withoutApiProse, withoutRequestSchemas, withPureSchemas] },
      },
    },
  };
  if (phase !== PHASE_DEVELOPMENT_SERVER) return { ...shared, output: 'export' };
  const daemon = process.env['VIDEOEXPRESS_DEV_DAEMON_URL'] ?? 'http://127.0.0.1:8000';
  return {
    ...shared,
    // Compression would hold server-sent events back.
    compress: false,
    devIndicators: false,
    rewrites: () => Promise.resolve(daemonPaths.map((source) => ({ source, destination: daemon + source }))),
  };
}
