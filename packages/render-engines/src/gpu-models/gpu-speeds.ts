/** Dense BF16 with FP32 sums, in TFLOPS, as the data sheets of NVIDIA have it, by what a GPU's name contains. */
const speeds: readonly (readonly [name: RegExp, tflops: number])[] = [
  [/\bB200\b/, 2250],
  [/\bH200\b/, 989],
  [/\bH100\b/, 989],
  [/\bA100\b/, 312],
  [/\bL40S\b/, 362],
  [/\bL40\b/, 181],
  [/\bL4\b/, 121],
  [/\bRTX (PRO )?6000\b(?! Ada)/, 504],
  [/\bRTX 6000 Ada\b/, 364],
  [/\bRTX 5090\b/, 210],
  [/\bRTX 5080\b/, 113],
  [/\bRTX 4090\b/, 165],
  [/\bRTX 4080\b/, 97],
  [/\bRTX 4000\b/, 107],
  [/\bRTX 3090\b/, 71],
  [/\bA6000\b/, 155],
  [/\bA5000\b/, 111],
  [/\bA4500\b/, 95],
  [/\bA4000\b/, 77],
  [/\bA40\b/, 150],
];

/** What the GPU of that name computes, in TFLOPS; of several names the slowest. Null: none of them is known. */
export function gpuTflops(names: string): number | null {
  const found = speeds.flatMap(([name, tflops]) => (name.test(names) ? [tflops] : []));
  return found.length === 0 ? null : Math.min(...found);
}
