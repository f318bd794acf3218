import type { IncomingMessage } from 'node:http';

/** A form as it came. */
export interface ReceivedForm {
  readonly fields: Readonly<Record<string, string>>;
  /** The picture; null where none was sent. */
  readonly picture: { readonly name: string; readonly type: string; readonly bytes: Buffer } | null;
}

/** Reads the multipart form of a request. Null: it is none. */
export async function readVideoForm(request: IncomingMessage): Promise<ReceivedForm | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/.exec(request.headers['content-type'] ?? '')?.[1];
  if (boundary === undefined) return null;
  const fields: Record<string, string> = {};
  let picture: ReceivedForm['picture'] = null;
  for (const part of partsOf(Buffer.concat(chunks), boundary)) {
    const head = part.subarray(0, part.indexOf('\r\n\r\n')).toString();
    const bytes = part.subarray(part.indexOf('\r\n\r\n') + 4);
    const name = /; name="([^"]*)"/.exec(head)?.[1] ?? '';
    const fileName = /; filename="([^"]*)"/.exec(head)?.[1];
    if (fileName === undefined) fields[name] = bytes.toString();
    else if (name === 'input_reference')
      picture = { name: fileName, type: /content-type: *(\S+)/i.exec(head)?.[1] ?? '', bytes };
  }
  return { fields, picture };
}

/** What stands between the boundaries, without the line ends that belong to them. */
function partsOf(body: Buffer, boundary: string): Buffer[] {
  const parts: Buffer[] = [];
  const mark = Buffer.from(`--${boundary}`);
  for (let from = body.indexOf(mark); from !== -1; ) {
    const to = body.indexOf(mark, from + mark.length);
    if (to === -1) break;
    parts.push(body.subarray(from + mark.length + 2, to - 2));
    from = to;
  }
  return parts;
}
