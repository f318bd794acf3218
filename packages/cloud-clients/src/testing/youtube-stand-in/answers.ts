import type { ServerResponse } from 'node:http';

/** Answers as Google's services word what they refuse. */
export function refuse(
  response: ServerResponse,
  status: number,
  reason: string,
  message = `Refused: ${reason}`,
  headers: Readonly<Record<string, string>> = {},
): void {
  const error = { code: status, message, errors: [{ message, domain: 'global', reason }] };
  respond(response, status, { error }, headers);
}

export function respond(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...headers });
  response.end(JSON.stringify(body));
}

export const uploadsOfTheDay =
  "Quota exceeded for quota metric 'Video Uploads' and limit 'Video Uploads per day' of service 'youtube.googleapis.com' for consumer 'project_number:1'";
