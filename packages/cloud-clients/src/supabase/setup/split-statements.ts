/**
 * The statements of an SQL text, each without the semicolon at its end and with the comments before it. Semicolons in
 * quotes, in dollar quotes and in comments end nothing. This is how the Supabase CLI keeps what it applied.
 */
export function splitStatements(sql: string): readonly string[] {
  const statements: string[] = [];
  let begin = 0;
  let at = 0;
  while (at < sql.length) {
    if (sql[at] === ';') {
      statements.push(sql.slice(begin, at));
      at += 1;
      begin = at;
    } else at = endOfToken(sql, at);
  }
  statements.push(sql.slice(begin));
  return statements.map((each) => each.trim()).filter((each) => withoutComments(each) !== '');
}

/** Where what begins at `at` ends: a comment, something quoted, or one character. */
function endOfToken(sql: string, at: number): number {
  const rest = sql.slice(at, at + 64);
  if (rest.startsWith('--')) return after(sql, '\n', at + 2);
  if (rest.startsWith('/*')) return after(sql, '*/', at + 2);
  if (rest.startsWith("'")) return after(sql, "'", at + 1);
  if (rest.startsWith('"')) return after(sql, '"', at + 1);
  const dollar = /^\$(?:[a-z_]\w*)?\$/i.exec(rest)?.[0];
  return dollar === undefined ? at + 1 : after(sql, dollar, at + dollar.length);
}

function after(sql: string, end: string, from: number): number {
  const found = sql.indexOf(end, from);
  return found === -1 ? sql.length : found + end.length;
}

function withoutComments(statement: string): string {
  return statement.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, '').trim();
}
