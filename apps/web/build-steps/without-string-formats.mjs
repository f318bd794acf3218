const methods = /(export const ZodString = [^\n]*\n(?:(?!^\}).*\n)*)\}, \{\n(?:(?!^\}).*\n)*\}\);/m;

/**
 * A build step for zod's texts. Each text can turn into a dozen formats by a method (`z.string().jwt()`), so all of them would
 * be in the page's first load. The contract writes a format by its own name (`z.url()`), and those stay.
 *
 * @param {string} source The module of zod's types.
 * @returns {string} The module without those methods.
 */
export default function withoutStringFormats(source) {
  return source.replace(methods, '$1});');
}
