/** Said in place of words that may hold anything. */
export const wordsStayHere = 'What it says stays on the computer where it happened.';

/**
 * What engines of JavaScript say of a bug by themselves, told in fixed words: names, values and quotes are never repeated,
 * because data can be among them.
 */
const known: readonly { readonly said: RegExp; readonly told: string }[] = [
  { said: /^Cannot read propert(?:y|ies) (?:.* )?of undefined\b/s, told: 'Cannot read properties of undefined' },
  { said: /^Cannot read propert(?:y|ies) (?:.* )?of null\b/s, told: 'Cannot read properties of null' },
  { said: /^Cannot set propert(?:y|ies) (?:.* )?of undefined\b/s, told: 'Cannot set properties of undefined' },
  { said: /^Cannot set propert(?:y|ies) (?:.* )?of null\b/s, told: 'Cannot set properties of null' },
  { said: /^Cannot destructure property .* as it is (?:undefined|null)\.$/s, told: 'Cannot destructure a property' },
  { said: /^Cannot access '[^']*' before initialization$/, told: 'Cannot access a variable before initialization' },
  { said: / is not a function$/, told: 'Something is not a function' },
  { said: / is not iterable\b/, told: 'Something is not iterable' },
  { said: / is not a constructor$/, told: 'Something is not a constructor' },
  { said: / is not defined$/, told: 'Something is not defined' },
  { said: /^Assignment to constant variable\.$/, told: 'Assignment to constant variable' },
  { said: /^Maximum call stack size exceeded$/, told: 'Maximum call stack size exceeded' },
  { said: /^Invalid array length$/, told: 'Invalid array length' },
  { said: /^Invalid time value$/, told: 'Invalid time value' },
  { said: /^Converting circular structure to JSON/, told: 'Converting circular structure to JSON' },
  { said: /is not valid JSON$|\bin JSON at position \d+/, told: 'Something is not valid JSON' },
  { said: /^Unexpected end of JSON input$/, told: 'Unexpected end of JSON input' },
  { said: /^Minified React error #\d{1,4};/, told: 'React refused what it was to show' },
];

/** The words of an exception as far as they may leave, with the code that the system gave it, where it did. */
export function machineWords(message: string, code?: string): string {
  const words = known.find(({ said }) => said.test(message.slice(0, 2000)))?.told ?? wordsStayHere;
  return code !== undefined && /^(ERR_[A-Z0-9_]{1,50}|E[A-Z0-9]{2,15}|SQLITE_[A-Z_]{1,40}|SIG[A-Z]{2,6})$/.test(code)
    ? `${words} (${code})`
    : words;
}
