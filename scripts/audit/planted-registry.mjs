import { createServer } from 'node:http';

/** A weakness that this product is sure to have a package of. */
const planted = {
  express: [
    {
      id: 1,
      url: 'https://github.com/advisories/GHSA-0000-0000-0000',
      title: 'planted by the test',
      severity: 'critical',
      vulnerable_versions: '<99.0.0',
      cwe: [],
      cvss: { score: 9, vectorString: null },
    },
  ],
};

/**
 * A registry that knows one weakness, to see that a weakness would be found at all.
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export function startPlantedRegistry() {
  return new Promise((resolve) => {
    const server = createServer((request, answer) => {
      request.resume();
      request.on('end', () => {
        answer.setHeader('content-type', 'application/json');
        answer.end(JSON.stringify(request.method === 'POST' ? planted : {}));
      });
    });
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      resolve({ url: `http://127.0.0.1:${port}/`, close: () => server.close() });
    });
  });
}
