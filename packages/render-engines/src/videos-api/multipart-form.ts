import { randomUUID } from 'node:crypto';

export interface FormFile {
  readonly field: string;
  readonly name: string;
  /** With its media type. */
  readonly content: Blob;
}

/**
 * A form whose values arrive as they are. That of the web platform would turn each line break of a prompt into two
 * characters. What it is, with the boundary, stands in the type of the blob; a file is read while it is sent.
 */
export function multipartForm(fields: ReadonlyMap<string, string>, files: readonly FormFile[]): Blob {
  // In small letters: the type of a blob is.
  const boundary = `form-${randomUUID()}`;
  const head = (field: string, rest: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${quoted(field)}"${rest}\r\n\r\n`;
  const parts: (string | Blob)[] = [];
  for (const [field, value] of fields) parts.push(head(field, ''), value, '\r\n');
  for (const { field, name, content } of files)
    parts.push(head(field, `; filename="${quoted(name)}"\r\ncontent-type: ${content.type}`), content, '\r\n');
  parts.push(`--${boundary}--\r\n`);
  return new Blob(parts, { type: `multipart/form-data; boundary=${boundary}` });
}

/** As browsers write a name that would else end its quotes or its line. */
function quoted(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
