import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a stub was asked. */
export interface StubCall {
  readonly method: string;
  /** With the bucket before it. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
}

/** Says what to answer, or does what no server should. Undefined: as a well one would. */
export type StubFault = (
  call: StubCall,
  request: IncomingMessage,
  response: ServerResponse,
) => 'answered' | undefined | Promise<'answered' | undefined>;

/**
 * Just enough S3, by the contract, to bring about what a real server does not do on demand: clocks that differ, 429, lines
 * that are cut, lengths that are wrong. It believes every signature.
 */
export interface StubS3 {
  readonly endpoint: string;
  readonly calls: StubCall[];
  readonly objects: Map<string, Buffer>;
  /** Uploads that were begun and neither completed nor taken back. */
  readonly uploads: Map<string, { readonly path: string; readonly parts: Map<number, Buffer> }>;
  fault: StubFault;
  close(): Promise<void>;
}

export async function startStubS3(): Promise<StubS3> {
  const objects = new Map<string, Buffer>();
  const uploads: StubS3['uploads'] = new Map();
  const calls: StubCall[] = [];
  let nextId = 0;
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stub');
    const { method = 'GET', headers } = request;
    const call: StubCall = { method, path: decodeURIComponent(url.pathname), query: url.searchParams, headers };
    calls.push(call);
    if ((await stub.fault(call, request, response)) === 'answered') return;
    const body = await bodyOf(request);
    const { path, query } = call;
    const uploadId = query.get('uploadId') ?? '';
    const upload = uploads.get(uploadId);
    switch (`${method}${query.has('uploads') ? ' uploads' : ''}${query.has('uploadId') ? ' upload' : ''}`) {
      case 'POST uploads': {
        nextId += 1;
        uploads.set(`up-${nextId}`, { path, parts: new Map() });
        return xml(
          response,
          `<InitiateMultipartUploadResult><UploadId>up-${nextId}</UploadId></InitiateMultipartUploadResult>`,
        );
      }
      case 'GET uploads': {
        const listed = [...uploads].map(
          ([id, each]) => `<Upload><Key>${keyOf(each.path)}</Key><UploadId>${id}</UploadId></Upload>`,
        );
        return xml(response, `<ListMultipartUploadsResult>${listed.join('')}</ListMultipartUploadsResult>`);
      }
      case 'PUT upload':
        if (upload === undefined) return s3Error(response, 404, 'NoSuchUpload');
        upload.parts.set(Number(query.get('partNumber')), body);
        return void response.writeHead(200, { etag: '"part"' }).end();
      case 'DELETE upload':
        if (!uploads.delete(uploadId)) return s3Error(response, 404, 'NoSuchUpload');
        return void response.writeHead(204).end();
      case 'POST upload': {
        if (upload === undefined) return s3Error(response, 404, 'NoSuchUpload');
        const parts = [...upload.parts].toSorted(([one], [other]) => one - other).map(([, part]) => part);
        const sizes = new Set(parts.slice(0, -1).map((part) => part.byteLength));
        if (sizes.size > 1) return s3Error(response, 400, 'InvalidPart');
        objects.set(path, Buffer.concat(parts));
        uploads.delete(uploadId);
        return xml(response, '<CompleteMultipartUploadResult><ETag>"whole"</ETag></CompleteMultipartUploadResult>');
      }
      case 'PUT':
        objects.set(path, body);
        return void response.writeHead(200, { etag: '"whole"' }).end();
      case 'DELETE':
        objects.delete(path);
        return void response.writeHead(204).end();
      case 'HEAD':
      case 'GET': {
        if (query.has('list-type')) return xml(response, '<ListBucketResult><KeyCount>0</KeyCount></ListBucketResult>');
        const found = objects.get(path);
        if (found === undefined) return s3Error(response, 404, 'NoSuchKey', method === 'HEAD');
        response.writeHead(200, { 'content-length': found.byteLength });
        return void response.end(method === 'HEAD' ? undefined : found);
      }
      default:
        return s3Error(response, 501, 'NotImplemented');
    }
  }

  const stub: StubS3 = {
    endpoint: `http://127.0.0.1:${port}`,
    calls,
    objects,
    uploads,
    fault: () => undefined,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return stub;
}

/** Answers with an error as S3 writes it. */
export function s3Error(response: ServerResponse, status: number, code: string, isHead = false): void {
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>As the contract has it.</Message></Error>`;
  response.writeHead(status, { 'content-type': 'application/xml' }).end(isHead ? undefined : body);
}

function xml(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'application/xml' }).end(`<?xml version="1.0"?>${body}`);
}

/** Without the bucket. */
function keyOf(path: string): string {
  return path.split('/').slice(2).join('/');
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
