/** Tailwind 4 reads its theme from the CSS itself: see src/design/tokens.css. */
export default { plugins: { '@tailwindcss/postcss': {} } };
